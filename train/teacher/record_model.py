"""The teacher of records: the encoder tuned to tag triggers with kind and type and, for each trigger, the words of its slots and its stance."""
import torch
import torch.nn.functional as F
from torch import nn

from model import CASES, make_batch, padded
from predict import batches_by_length
from record_data import KINDS, SLOTS, STANCE, Labelled

HIDDEN, SMALL = 384, 64
FARTHEST = 20  # buckets of distance from the trigger on either side
NO_LABEL = -100


class RecordTeacher(nn.Module):
    """Tags are 0 for none, then begin and inside of each kind (or slot)."""

    def __init__(self, encoder, vocabularies, dropout=0.15):
        super().__init__()
        if vocabularies != vocabulary():
            raise SystemExit("these weights are of another codebook")
        self.encoder, self.vocabularies = encoder, vocabularies
        width = encoder.config["hidden_size"]
        self.cases = nn.Embedding(CASES, width)
        nn.init.zeros_(self.cases.weight)
        self.dropout = nn.Dropout(dropout)
        self.trigger = nn.Linear(width, 1 + 2 * len(KINDS))
        self.kind, self.distance = nn.Embedding(len(KINDS), SMALL), nn.Embedding(2 * FARTHEST + 1, SMALL)
        self.of_word, self.of_trigger, self.of_distance = nn.Linear(width, HIDDEN), nn.Linear(width + SMALL, HIDDEN), nn.Linear(SMALL, HIDDEN)
        self.slot = nn.Sequential(nn.GELU(), nn.Dropout(dropout), nn.Linear(HIDDEN, 1 + 2 * len(SLOTS)))
        self.stance = nn.ModuleDict({key: nn.Linear(width + SMALL, len(values)) for key, values in STANCE.items()})

    @property
    def device(self):
        return self.trigger.weight.device

    def encode(self, batch):
        """A vector for each word: that of its first piece."""
        x = self.encoder(batch["pieces"], batch["mask"], self.cases(batch["cases"]))[-1]
        first = batch["first"][:, 1:]  # place 0 is the root of a tree
        return self.dropout(x.gather(1, first[..., None].expand(-1, -1, x.shape[-1])))

    def slots(self, x, rows, records):
        """Slot tags of every word, and stance, for records whose windows are the given rows of x."""
        begin = torch.tensor([r.begin for r in records], device=self.device)
        kinds = self.kind(torch.tensor([r.kind for r in records], device=self.device))
        trigger = torch.cat([torch.stack([x[row, r.begin:r.end].mean(0) for row, r in zip(rows, records)]), kinds], 1)
        away = torch.arange(x.shape[1], device=self.device)[None] - begin[:, None]
        bucket = away.sign() * (2.2 * (away.abs().float() + 1).log2()).ceil().clamp(max=FARTHEST).long() + FARTHEST
        hidden = self.of_word(x)[rows] + self.of_trigger(trigger)[:, None] + self.of_distance(self.distance(bucket))
        return self.slot(hidden), {key: layer(trigger) for key, layer in self.stance.items()}

    def loss(self, x, windows):
        tags = padded([trigger_tags(w) for w in windows], NO_LABEL).to(self.device)
        total = 4 * F.cross_entropy(self.trigger(x).float().transpose(1, 2), tags, label_smoothing=0.02)
        pairs = [(row, record) for row, window in enumerate(windows) for record in window.records]
        if not pairs:
            return total
        rows, records = map(list, zip(*pairs))
        slots, stance = self.slots(x, rows, records)
        wanted = padded([slot_tags(record, len(windows[row].words)) for row, record in pairs], NO_LABEL)
        wanted = F.pad(wanted, (0, x.shape[1] - wanted.shape[1]), value=NO_LABEL).to(self.device)
        total = total + 6 * F.cross_entropy(slots.float().transpose(1, 2), wanted)
        for key, scores in stance.items():
            total = total + 0.15 * F.cross_entropy(scores.float(), torch.tensor([r.stance[key] for r in records], device=self.device))
        return total


def vocabulary():
    return {"kinds": [list(kind) for kind in KINDS], "slots": SLOTS, "stance": STANCE}


def trigger_tags(window):
    """Words of optional records count neither way."""
    tags = [0] * len(window.words)
    for record in window.records:
        inside = NO_LABEL if record.optional else 2 + 2 * record.kind
        tags[record.begin:record.end] = [inside] * (record.end - record.begin)
        if not record.optional:
            tags[record.begin] = 1 + 2 * record.kind
    return tags


def slot_tags(record, length):
    tags = [0] * length
    for begin, end, slot in record.slots:
        tags[begin:end] = [1 + 2 * slot] + [2 + 2 * slot] * (end - begin - 1)
    return tags


def mean_softmax(scores):
    """Of several models' scores."""
    return (sum(s.float().softmax(-1) for s in scores) / len(scores)).cpu().numpy()


def triggers_of(tags, floor):
    """Records without slots from the tag probabilities of words; `floor`: least probability that a word is of any trigger."""
    at, n = 0, len(tags)
    while at < n:
        kinds = tags[at, 1:].reshape(len(KINDS), 2)
        sums = kinds.sum(1)
        kind = int(sums.argmax())
        begins, inside = kinds[kind]
        end = at + 1
        if sums.sum() >= floor and (begins >= inside or begins >= 0.25):
            while end < n and tags[end, 2 + 2 * kind] > 0.5 * (1 - tags[end, 0]) and 1 - tags[end, 0] > 0.35:
                end += 1
            yield Labelled(at, end, kind, sure=float(sums.sum()), kind_sure=float(sums[kind] / sums.sum()))
        at = end


def slots_of(tags):
    """(begin, end, slot, probability) from the tag probabilities of words."""
    at, n = 0, len(tags)
    while at < n:
        sums = tags[at, 1:].reshape(len(SLOTS), 2).sum(1)
        slot = int(sums.argmax())
        end = at + 1
        if tags[at, 0] <= 0.5 and sums[slot] >= 0.4:
            while end < n and tags[end, 2 + 2 * slot] > 0.5:
                end += 1
            yield at, end, slot, float(sums[slot])
        at = end


def in_report(window, record):
    """A record of a window, its places counted in the report."""
    record.begin += window.first
    record.end += window.first
    record.slots = [(b + window.first, e + window.first, *rest) for b, e, *rest in record.slots]
    return record


@torch.inference_mode()
def find_records(models, pieces, windows, floor, budget=20000, most=96):
    """(window, record) of each record that the windows decide on, places counted in the report. The models' probabilities are averaged."""
    device = models[0].device
    for indices in batches_by_length(windows, pieces, budget):
        part = [windows[i] for i in indices]
        batch = {key: value.to(device) for key, value in make_batch(part, pieces, models[0].encoder.pad).items()}
        with torch.autocast(device.type, torch.bfloat16):
            encoded = [model.eval().encode(batch) for model in models]
            tags = mean_softmax([model.trigger(x) for model, x in zip(models, encoded)])
        found = [(row, record) for row, w in enumerate(part) for record in triggers_of(tags[row, :len(w.words)], floor) if record.begin + w.first in w.own]
        for begin in range(0, len(found), most):
            fill_slots(models, encoded, part, found[begin:begin + most])
        for row, record in found:
            yield part[row], in_report(part[row], record)


def fill_slots(models, encoded, part, found):
    """Sets slots and stance of records: (row of the batch, record)."""
    rows, records = map(list, zip(*found))
    with torch.autocast(models[0].device.type, torch.bfloat16):
        scores = [model.slots(x, rows, records) for model, x in zip(models, encoded)]
    slots = mean_softmax([s for s, _ in scores])
    stance = {key: mean_softmax([s[key] for _, s in scores]).argmax(-1) for key in STANCE}
    for i, (row, record) in enumerate(found):
        record.slots = list(slots_of(slots[i, :len(part[row].words)]))
        record.stance = {key: int(values[i]) for key, values in stance.items()}
