"""The teacher: encoder, a capitalization embedding, tags by linear layers, arcs and labels by biaffine ones, names by a layer for each scheme."""
import torch
import torch.nn.functional as F
from tokenizers import Tokenizer
from torch import nn

from data import CORPORA
from encoder import load_encoder

CASES = 9  # 0 stands for no word ([CLS], [SEP], padding)
ARC, LABEL = 384, 160
MAX_PIECES = 500


def case_class(word):
    if not any(c.isalnum() for c in word):
        return 1
    if word.isdigit():
        return 2
    if any(c.isdigit() for c in word):
        return 3
    if word.islower():
        return 4
    if word.isupper():
        return 5 if len(word) > 1 else 6
    return 7 if word[0].isupper() and word[1:].islower() else 8


class Pieces:
    """Word pieces of words, remembered. A word has at most six: first and last stand for it."""

    def __init__(self, folder):
        self.tokenizer = Tokenizer.from_file(folder + "/tokenizer.json")
        self.tokenizer.no_truncation()
        self.tokenizer.no_padding()
        ids = lambda *names: next(i for i in map(self.tokenizer.token_to_id, names) if i is not None)
        self.begin, self.end, self.mask, self.unknown = ids("[CLS]", "<s>"), ids("[SEP]", "</s>"), ids("[MASK]", "<mask>"), ids("[UNK]", "<unk>")
        self.known = {}

    def of(self, word):
        pieces = self.known.get(word)
        if pieces is None:
            pieces = self.tokenizer.encode(word, add_special_tokens=False).ids or [self.unknown]
            pieces = self.known[word] = pieces if len(pieces) <= 6 else pieces[:5] + pieces[-1:]
        return pieces

    def length(self, words):
        return sum(len(self.of(word)) for word in words) + 2


def make_batch(sentences, pieces, pad, rng=None, hidden=0.1):
    """Tensors for the encoder. With `rng`, some words are hidden behind the mask piece."""
    rows = []
    for sentence in sentences:
        short = pieces.length(sentence.words) > MAX_PIECES
        ids, cases, first, last = [pieces.begin], [0], [0], [0]
        for word in sentence.words[:MAX_PIECES]:
            own = pieces.of(word)[:1] if short else pieces.of(word)
            if rng and rng.random() < hidden:
                own = [pieces.mask]
            first.append(len(ids))
            ids += own
            cases += [case_class(word)] * len(own)
            last.append(len(ids) - 1)
        rows.append((ids + [pieces.end], cases + [0], first, last, CORPORA.index(sentence.corpus)))
    return {"pieces": padded([r[0] for r in rows], pad), "cases": padded([r[1] for r in rows]), "first": padded([r[2] for r in rows]),
            "last": padded([r[3] for r in rows]), "mask": padded([[1] * len(r[0]) for r in rows]).bool(),
            "words": padded([[1] * len(r[2]) for r in rows]).bool(), "corpus": torch.tensor([r[4] for r in rows])}


def padded(rows, value=0):
    width = max(map(len, rows))
    return torch.tensor([list(row) + [value] * (width - len(row)) for row in rows])


class Biaffine(nn.Module):
    def __init__(self, width, outputs):
        super().__init__()
        self.weight = nn.Parameter(torch.zeros(outputs, width + 1, width + 1))

    def extended(self, x):
        return torch.cat([x, torch.ones_like(x[..., :1])], -1)

    def all_pairs(self, dependents, heads):
        return torch.matmul(torch.matmul(self.extended(dependents), self.weight[0]), self.extended(heads).transpose(1, 2))

    def pairs(self, dependents, heads):
        """Of rows of dependents and their heads, all outputs."""
        left = torch.einsum("ni,oij->noj", self.extended(dependents), self.weight)
        return torch.einsum("noj,nj->no", left, self.extended(heads))


def projection(width, outputs, dropout):
    return nn.Sequential(nn.Linear(width, outputs), nn.LeakyReLU(0.1), nn.Dropout(dropout))


class Teacher(nn.Module):
    def __init__(self, encoder, vocabularies, dropout=0.25):
        super().__init__()
        self.encoder = encoder
        self.vocabularies = vocabularies
        width = encoder.config["hidden_size"]
        self.cases, self.corpora = nn.Embedding(CASES, width), nn.Embedding(len(CORPORA), width)
        nn.init.zeros_(self.cases.weight)
        nn.init.zeros_(self.corpora.weight)
        self.mix = nn.Parameter(torch.zeros(len(encoder.layers)))
        self.dropout = nn.Dropout(dropout)
        self.upos, self.xpos = nn.Linear(width, len(vocabularies["upos"])), nn.Linear(width, len(vocabularies["xpos"]))
        self.arc_dependent, self.arc_head = projection(width, ARC, dropout), projection(width, ARC, dropout)
        self.label_dependent, self.label_head = projection(width, LABEL, dropout), projection(width, LABEL, dropout)
        self.arc, self.label = Biaffine(ARC, 1), Biaffine(LABEL, len(vocabularies["deprel"]))
        self.names = nn.ModuleDict({head: nn.Linear(width, len(tags)) for head, tags in vocabularies["names"].items()})

    def encode(self, batch):
        """A vector for each word; place 0 is the root."""
        extra = self.cases(batch["cases"]) + self.corpora(batch["corpus"])[:, None]
        layers = self.encoder(batch["pieces"], batch["mask"], extra)
        weights = self.mix.softmax(0)
        mixed = sum(weight * layer for weight, layer in zip(weights, layers))
        at = lambda places: mixed.gather(1, places[..., None].expand(-1, -1, mixed.shape[-1]))
        return self.dropout((at(batch["first"]) + at(batch["last"])) / 2)

    def arcs(self, x, words):
        scores = self.arc.all_pairs(self.arc_dependent(x), self.arc_head(x)).float()
        scores = scores.masked_fill(~words[:, None, :], -1e4)
        own = torch.eye(scores.shape[1], dtype=torch.bool)[None]
        return scores.masked_fill(own, -1e4)

    def labels(self, x, rows, heads):
        """Label scores of the words selected by `rows`, under the given heads (padded as x)."""
        chosen = heads.clamp(min=0)[..., None]
        head = self.label_head(x)
        head = head.gather(1, chosen.expand(-1, -1, head.shape[-1]))
        return self.label.pairs(self.label_dependent(x)[rows], head[rows]).float()

    def tree_loss(self, x, gold, words):
        rows = words.clone()
        rows[:, 0] = False
        arc = F.cross_entropy(self.arcs(x, words)[rows], gold["heads"][rows])
        label = F.cross_entropy(self.labels(x, rows, gold["heads"]), gold["deprel"][rows])
        upos = F.cross_entropy(self.upos(x)[rows].float(), gold["upos"][rows])
        xpos = F.cross_entropy(self.xpos(x)[rows].float(), gold["xpos"][rows])
        return arc + label + 0.3 * upos + 0.2 * xpos

    def name_loss(self, x, gold, words, head):
        rows = words.clone()
        rows[:, 0] = False
        return F.cross_entropy(self.names[head](x)[rows].float(), gold[rows])


def gold_tensors(sentences, vocabularies):
    index = {name: {label: i for i, label in enumerate(vocabularies[name])} for name in ("upos", "xpos", "deprel")}
    row = lambda name, labels: [0] + [index[name].get(label, 0) for label in labels[:MAX_PIECES]]
    return {"heads": padded([[0] + s.heads[:MAX_PIECES] for s in sentences]), "upos": padded([row("upos", s.upos) for s in sentences]),
            "xpos": padded([row("xpos", s.xpos) for s in sentences]), "deprel": padded([row("deprel", s.deprels) for s in sentences])}


def name_tensor(sentences, tags, head):
    index = {tag: i for i, tag in enumerate(tags)}
    return padded([[0] + [index.get(tag, 0) for tag in s.names[head][:MAX_PIECES]] for s in sentences])


def new_teacher(encoder_path, vocabularies, layers=None, frozen=0, kind=Teacher):
    encoder, folder = load_encoder(encoder_path, layers, frozen)
    return kind(encoder, vocabularies), Pieces(folder)


FROZEN = ("encoder.words.", "encoder.positions.", "encoder.norm.", "encoder.relative.")  # never trained: the package has them


def save_teacher(path, model, note):
    state = {name: value for name, value in model.state_dict().items() if not name.startswith(FROZEN)}
    shape = {"layers": len(model.encoder.layers), "frozen": model.encoder.frozen}
    torch.save({"state": state, "vocabularies": model.vocabularies, "shape": shape, "note": note}, path)


def load_teacher(path, encoder_path, kind=Teacher):
    saved = torch.load(path, map_location="cpu", weights_only=True)
    encoder, folder = load_encoder(encoder_path, **saved["shape"])
    model = kind(encoder, saved["vocabularies"])
    keys = model.load_state_dict(saved["state"], strict=False)
    if keys.unexpected_keys or not all(key.startswith(FROZEN) for key in keys.missing_keys):
        raise SystemExit(f"{path} does not fit the encoder: {keys}")
    return model, Pieces(folder), saved["note"]
