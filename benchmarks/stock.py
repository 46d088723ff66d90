"""A stock Rasa project on this project's data, for comparison: nothing of ours but questions and answers."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import yaml

from bot.answers import answers
from bot.content_check import read_questions
from bot.settings import ROOT

CONFIG = """
recipe: default.v1
assistant_id: stock
language: zh
pipeline:
- name: JiebaTokenizer
- name: RegexFeaturizer
  use_word_boundaries: false
- name: CountVectorsFeaturizer
- name: CountVectorsFeaturizer
  analyzer: char_wb
  min_ngram: 1
  max_ngram: 4
- name: DIETClassifier
  epochs: {epochs}
  constrain_similarities: true
  random_seed: {seed}
policies:
- name: RulePolicy
"""
ACTIONS = """
from rasa_sdk import Action


class Answer(Action):
    def name(self):
        return "action_answer"

    async def run(self, dispatcher, tracker, domain):
        intent = tracker.latest_message["intent"]["name"]
        known = f"utter_{intent}" in domain["responses"]
        dispatcher.utter_message(response=f"utter_{intent}" if known else "utter_other")
        return []
"""


def write_project(folder: Path, epochs: int, asked: dict[str, list[str]] | None = None, seed: int = 7) -> Path:
    """Write the project and return its folder: every intent is answered by one custom action.

    `asked` are the ways of asking by topic, all of `data/nlu/` when left out.
    """
    (folder / "data").mkdir(parents=True)
    asked = asked or read_questions(ROOT / "data" / "nlu")
    responses = {answer.response: [{"text": answer.title}] for answer in answers().values()}
    domain = {
        "version": "3.1",
        "intents": list(asked),
        "responses": {**responses, "utter_other": [{"text": "收到"}]},
        "actions": ["action_answer"],
    }
    nlu = [{"intent": topic, "examples": "".join(f"- {line}\n" for line in lines)} for topic, lines in asked.items()]
    rules = [{"rule": topic, "steps": [{"intent": topic}, {"action": "action_answer"}]} for topic in asked]
    for name, content in (
        ("domain.yml", domain),
        ("data/nlu.yml", {"version": "3.1", "nlu": nlu}),
        ("data/rules.yml", {"version": "3.1", "rules": rules}),
    ):
        (folder / name).write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), "utf-8")
    (folder / "config.yml").write_text(CONFIG.format(epochs=epochs, seed=seed), "utf-8")
    (folder / "credentials.yml").write_text("rest:\n", "utf-8")
    (folder / "endpoints.yml").write_text("", "utf-8")
    (folder / "actions.py").write_text(ACTIONS, "utf-8")
    return folder


ASK = """
import asyncio, json, pathlib, statistics, time
from rasa.core.agent import Agent
agent = Agent.load(str(max(pathlib.Path("models").glob("*.tar.gz"))))
async def ask():
    said, times = [], []
    for text in json.loads(pathlib.Path("texts.json").read_text()):
        started = time.perf_counter()
        said.append((await agent.parse_message(text))["intent"]["name"] or "")
        times.append((time.perf_counter() - started) * 1000)
    return said, statistics.median(times)
print(json.dumps(asyncio.run(ask())))
"""


def topics_of(project: Path, texts: list[str]) -> tuple[list[str], float]:
    """Return what a trained stock project takes messages for, and the median milliseconds of a parse."""
    (project / "texts.json").write_text(json.dumps(texts), "utf-8")
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", ASK], cwd=project, check=True, stdout=-1)
    said, median = json.loads(done.stdout.splitlines()[-1])
    return said, median
