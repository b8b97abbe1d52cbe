"""Measure both sides: `make bench`, or `python -m benchmarks.speed --model FILE --xquad FOLDER`."""

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from assistant.gguf import BUNDLED
from assistant.settings import Settings

_WIDTH: Final = 130


def main(argv: Sequence[str] | None = None) -> int:
    """Measure, print, and write what was asked for. Returns 0."""
    options = _parser().parse_args(argv)
    # The threads of the matrix libraries would wait for each other by spinning, which on a busy machine costs both
    # sides many times what they measure; processes that are started have it from here.
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    from rich.console import Console

    from benchmarks.speed import growth, measures, questions, report, weights
    from embeddings.text import LANGUAGES

    console = Console()
    console.width = max(console.width, _WIDTH)
    quick = options.quick
    sizes = options.sizes or (questions.SIZES[:1] if quick else questions.SIZES)
    limit = options.limit or (1 if quick else 10)
    with tempfile.TemporaryDirectory(prefix="article-assistant-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        about = report.machine()
        console.print(" · ".join(f"{key} {value}" for key, value in about.items()), style="dim", highlight=False)
        plan = measures.Plan(
            folder=folder,
            weights=weights.write(folder / "weights"),
            model=_model(options.model),
            rounds=options.rounds or (1 if quick else 5),
            readings=questions.readings(options.xquad, sizes),
            questions=questions.asked(limit),
        )
        if not plan.model:
            console.print("No language model: the plain script finds and doesn't answer.", style="dim")
        sides = measures.Sides(plan)
        found = [*measures.starts(plan), *sides.measures()]
        sample = options.sample or (10 if quick else 100)
        corpora = [
            (f"XQuAD {language}", *questions.corpus(options.xquad, language, sample))
            for language in (LANGUAGES if options.xquad and not quick else ())
        ]
        steps = options.growth or (growth.SIZES[:2] if quick else growth.SIZES)
        result = report.Report(
            about,
            found,
            list(measures.shares(sides, corpora)),
            list(growth.growth([case.question for case in plan.questions], steps, plan.rounds)),
        )
    for table in report.tables(result):
        console.print(table)
    for measure in result.measures:
        if measure.note:
            console.print(f"{measure.name}: {measure.note}", style="dim", highlight=False)
    if options.json:
        options.json.write_text(json.dumps(report.as_json(result), ensure_ascii=False, indent=2) + "\n", "utf-8")
    if options.markdown:
        options.markdown.write_text(report.markdown(result), "utf-8")
    if options.plot:
        from benchmarks.speed.plot import draw

        draw(result, options.plot)
    sys.stdout.flush()
    return 0


def _model(spec: str) -> Path | None:
    if spec == "none":
        return None
    return BUNDLED.assemble(Settings.from_env(os.environ).data_dir / "models") if spec == "bundled" else Path(spec)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed", description=__doc__.split("\n")[0])
    parser.add_argument("--quick", action="store_true", help="less of everything, in under three minutes")
    parser.add_argument(
        "--model", default="bundled", metavar="FILE", help="the language model: bundled, none or a GGUF file"
    )
    parser.add_argument("--xquad", type=Path, metavar="FOLDER", help="holds xquad.ar.dev.json and xquad.en.dev.json")
    parser.add_argument("--rounds", type=int, metavar="N", help="how often everything is done (5; quick: 1)")
    parser.add_argument("--limit", type=int, metavar="N", help="so many questions (10; quick: 1)")
    parser.add_argument("--sample", type=int, metavar="N", help="so many of XQuAD's, for hit@1 (100; quick: none)")
    parser.add_argument("--sizes", type=_numbers, metavar="N,…", help="paragraphs of the texts (120,240; quick: 120)")
    parser.add_argument("--growth", type=_numbers, metavar="N,…", help="sentences of the text that grows")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every value there too")
    parser.add_argument("--markdown", type=Path, metavar="FILE", help="write the table there as a README has it")
    parser.add_argument("--plot", type=Path, metavar="FILE", help="draw the figures, as .svg or .png")
    return parser


def _numbers(value: str) -> tuple[int, ...]:
    return tuple(int(number) for number in value.split(","))


if __name__ == "__main__":
    sys.exit(main())
