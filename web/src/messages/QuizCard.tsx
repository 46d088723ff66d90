import type { Button as Choice, Quiz } from "../core/events";
import { useWords } from "../core/words";
import { Icon } from "../parts/Icon";
import { QuizOptions, QuizQuestion } from "./QuizQuestion";

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
  return (
    <div role="group" className="card quiz" aria-label={words.say("quiz.progress", { n: quiz.n, of: quiz.of })}>
      <QuizQuestion quiz={quiz} />
      <QuizOptions quiz={quiz} buttons={buttons} open={open} />
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
