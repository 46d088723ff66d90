/** What the page takes from ChatUI; the index of the package would drag all of it in. */
export { Bubble } from "@chatui/core/es/components/Bubble";
export { Button } from "@chatui/core/es/components/Button";
export { ConfigProvider } from "@chatui/core/es/components/ConfigProvider";
export { Input } from "@chatui/core/es/components/Input";
export { Step, Stepper } from "@chatui/core/es/components/Stepper";
export { Typing } from "@chatui/core/es/components/Typing";
export { useColorScheme } from "@chatui/core/es/hooks/useColorScheme";
