/** Rows of keys, in the notation of simple-keyboard: a key a word, what it does in braces where it writes nothing. */
export const LAYOUTS = {
  pinyin: [
    "q w e r t y u i o p",
    "a s d f g h j k l {erase}",
    "{digits} z x c v b n m ， 。",
    "{latin} {hide} {space} {enter}",
  ],
  latin: [
    "q w e r t y u i o p",
    "a s d f g h j k l {erase}",
    "{shift} z x c v b n m , .",
    "{pinyin} {hide} {space} {enter}",
  ],
  capitals: [
    "Q W E R T Y U I O P",
    "A S D F G H J K L {erase}",
    "{shift} Z X C V B N M , .",
    "{pinyin} {hide} {space} {enter}",
  ],
  symbols: [
    "1 2 3 4 5 6 7 8 9 0",
    "： ； （ ） “ ” 《 》 、 {erase}",
    "{pinyin} ！ ？ ¥ % - / @ ， 。",
    "{latin} {hide} {space} {enter}",
  ],
  digits: ["1 2 3 {erase}", "4 5 6 -", "7 8 9 .", "{hide} 0 {enter}"],
  code: ["1 2 3 4 5 6 7 8 9 0", "Q W E R T Y U I O P", "A S D F G H J K L -", "{hide} Z X C V B N M {erase} {enter}"],
} satisfies Record<string, string[]>;

export type Layout = keyof typeof LAYOUTS;

/** Keys that act instead of writing. */
export type Action = "erase" | "space" | "enter" | "hide" | "shift" | Extract<Layout, "pinyin" | "latin"> | "digits";

export function actionOf(key: string): Action | null {
  return key.startsWith("{") ? (key.slice(1, -1) as Action) : null;
}
