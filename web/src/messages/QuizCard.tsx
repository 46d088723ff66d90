import { useChat } from "../core/context";
import type { Button as Choice, Quiz } from "../core/events";
import { useWords } from "../core/words";
import { Icon } from "../parts/Icon";

interface Props {
  quiz: Quiz;
  /** What each option says when it is chosen. */
  buttons: Choice[];
  open: boolean;
}

/** A question with its options, or how the answer to it was. */
export function QuizCard({ quiz, buttons, open }: Props) {
  return quiz.correct === undefined ? <Question quiz={quiz} buttons={buttons} open={open} /> : <Result quiz={quiz} />;
}

function Question({ quiz, buttons, open }: Props) {
  const words = useWords();
  const { send } = useChat();
  const label = words.say("quiz.progress", { n: quiz.n, of: quiz.of });
  return (
    <div role="group" className="card quiz" aria-label={label}>
      <p className="quiz-progress">
        {label}
        <progress className="bar" value={quiz.n} max={quiz.of} aria-label={label} />
      </p>
      <h2>{quiz.question}</h2>
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
    </div>
  );
}

function Result({ quiz }: { quiz: Quiz }) {
  const words = useWords();
  const right = quiz.answer === undefined ? undefined : quiz.options[quiz.answer - 1];
  return (
    <section className="card quiz-result" data-correct={quiz.correct}>
      <h2>
        <Icon name={quiz.correct ? "check" : "cross"} />
        {words.say(quiz.correct ? "quiz.right" : "quiz.wrong")}
      </h2>
      {!quiz.correct && right && (
        <p className="quiz-answer">
          <Icon name="check" />
          {right}
        </p>
      )}
      {quiz.explanation && <p>{quiz.explanation}</p>}
    </section>
  );
}
