import { type MouseEvent, type ReactNode, useLayoutEffect, useRef } from "react";

interface Props {
  className?: string;
  label: string;
  onClose: () => void;
  children: ReactNode;
}

/** A window over the page. The browser keeps the focus in it, closes it with Esc, and gives the focus back. */
export function Dialog({ className, label, onClose, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);

  useLayoutEffect(() => {
    const shown = dialog.current;
    if (typeof shown?.showModal !== "function") {
      shown?.setAttribute("open", ""); // older Safari: no modal dialog, but still one that can be used
      return;
    }
    shown.showModal();
    return () => shown.close(); // before it leaves the page, or the focus is not given back
  }, []);

  function closeOutside(event: MouseEvent): void {
    if (event.target === dialog.current) onClose();
  }

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Esc closes a dialog already
    <dialog ref={dialog} className={className} aria-label={label} onCancel={onClose} onClick={closeOutside}>
      <div className="dialog-body">{children}</div>
    </dialog>
  );
}
