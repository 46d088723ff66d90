/** Keeps the page above the keyboard on iPhones, where it lies over the page and nothing gets smaller. */
export function keepAboveKeyboard(): void {
  const seen = window.visualViewport;
  if (!seen || !/iPhone|iPad|iPod/.test(navigator.userAgent)) return;
  seen.addEventListener("resize", () => {
    document.documentElement.style.setProperty("--room", `${seen.height}px`);
    window.scrollTo(0, 0);
  });
}
