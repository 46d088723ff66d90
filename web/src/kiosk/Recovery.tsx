import { Component, type ReactNode } from "react";
import { startOver, wipe } from "./wipe";

/** Nobody is there to reload a tablet: whatever breaks, what was said goes and the page begins anew. */
export class Recovery extends Component<{ children: ReactNode }, { broken: boolean }> {
  state = { broken: false };

  static getDerivedStateFromError(): { broken: boolean } {
    return { broken: true };
  }

  componentDidCatch(): void {
    void wipe().finally(startOver);
  }

  render(): ReactNode {
    return this.state.broken ? null : this.props.children;
  }
}
