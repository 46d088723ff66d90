import { lazy, Suspense } from "react";
import { AmountInput } from "./AmountInput";
import { DateInput } from "./DateInput";
import { PhoneInput } from "./PhoneInput";

/** Most conversations never come to files. */
const FilePanel = lazy(() => import("./FilePanel"));

/** The fitting input for the question that is open, beside free typing; nothing for most questions. */
export function AnswerPanel({ asked, attaching }: { asked: string | null; attaching: boolean }) {
  const input = attaching ? <FilePanel /> : fitting(asked);
  return input && <Suspense fallback={null}>{input}</Suspense>;
}

/** Tells whether files are what is asked for; at other questions of a complaint they may be handed in besides. */
export function asksForFiles(asked: string | null): boolean {
  return asked?.endsWith("evidence") ?? false;
}

function fitting(asked: string | null) {
  if (asked === "complaint_occurred_on") return <DateInput />;
  if (asked === "complaint_amount") return <AmountInput />;
  if (asked?.endsWith("phone")) return <PhoneInput key={asked} />;
  if (asksForFiles(asked)) return <FilePanel />;
  return null;
}
