import { createRoot } from "react-dom/client";
import { talkAt } from "../core/api";
import { guard } from "./guard";
import { Kiosk } from "./Kiosk";
import { Recovery } from "./Recovery";
import { keepShell } from "./shell";
import "./styles/kiosk.less";
import { wipe } from "./wipe";

const room = document.getElementById("kiosk");

guard();
talkAt("/api/kiosk/chat");
// Whoever was here before: first everything of theirs goes, then the page comes.
void wipe().finally(() => {
  keepShell();
  if (room)
    createRoot(room).render(
      <Recovery>
        <Kiosk />
      </Recovery>,
    );
});
