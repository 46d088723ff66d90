import { useChat } from "../core/context";
import type { Button as Choice, Quiz } from "../core/events";
import { useWords } from "../core/words";

/** A question of the quiz, and how far one is. */
export function QuizQuestion({ quiz }: { quiz: Quiz }) {
  const words = useWords();
  const label = words.say("quiz.progress", { n: quiz.n, of: quiz.of });
  return (
    <>
      <p className="quiz-progress">
        {label}
        <progress className="bar" value={quiz.n} max={quiz.of} aria-label={label} />
      </p>
      <h2>{quiz.question}</h2>
    </>
  );
}

interface OptionsProps {
  quiz: Quiz;
  /** What each option says when it is chosen. */
  buttons: Choice[];
  open: boolean;
}

/** What can be answered to it. */
export function QuizOptions({ quiz, buttons, open }: OptionsProps) {
  const words = useWords();
  const { send } = useChat();
  return (
    <div className="options" role="group" aria-label={words.say("quiz.options")}>
      {quiz.options.map((option, index) => (
        <button
          key={option}
          type="button"
          disabled={!open}
          onClick={() => send(buttons[index]?.payload ?? option, option)}
        >
          <span className="option-mark" aria-hidden="true">
            {String.fromCharCode(65 + index)}
          </span>
          {option}
        </button>
      ))}
    </div>
  );
}
