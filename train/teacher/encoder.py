"""The pretrained text encoder (BERT or MPNet layout), read from the safetensors file that its package carries."""
import json
import math
import os

import torch
import torch.nn.functional as F
from safetensors import safe_open
from torch import nn


def relative_buckets(length, buckets=32, max_distance=128, device=None):
    """MPNet's bucket of each (query, key) distance: exact when near, logarithmic when far, the sign in the upper half."""
    positions = torch.arange(length, device=device)
    distance = positions[None, :] - positions[:, None]
    half = buckets // 2
    bucket = (distance > 0).long() * half
    distance = distance.abs()
    exact = half // 2
    far = exact + (torch.log(distance.clamp(min=1).float() / exact) / math.log(max_distance / exact) * (half - exact)).long()
    return bucket + torch.where(distance < exact, distance, far.clamp(max=half - 1))


class Layer(nn.Module):
    def __init__(self, width, inner, heads, epsilon, dropout):
        super().__init__()
        self.heads = heads
        self.query, self.key, self.value, self.output = (nn.Linear(width, width) for _ in range(4))
        self.attention_norm = nn.LayerNorm(width, eps=epsilon)
        self.up, self.down = nn.Linear(width, inner), nn.Linear(inner, width)
        self.norm = nn.LayerNorm(width, eps=epsilon)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x, bias):
        batch, length, width = x.shape
        query, key, value = (f(x).view(batch, length, self.heads, -1).transpose(1, 2) for f in (self.query, self.key, self.value))
        weights = torch.matmul(query * (1 / math.sqrt(query.shape[-1])), key.transpose(2, 3)) + bias.to(query.dtype)
        mixed = torch.matmul(weights.softmax(-1).to(value.dtype), value)  # not the fused kernel: slow for short sentences on a CPU
        mixed = self.output(mixed.transpose(1, 2).reshape(batch, length, width))
        x = self.attention_norm(x + self.dropout(mixed))
        return self.norm(x + self.dropout(self.down(F.gelu(self.up(x)))))


class Encoder(nn.Module):
    """Gives every layer's output. Embeddings, the position bias and the lowest layers stay as pretrained: they cost a third of a step and gain least."""

    def __init__(self, config, layers=None, frozen=0, dropout=0.0):
        super().__init__()
        self.frozen = frozen
        self.config = config
        self.kind = config["model_type"]
        width, heads = config["hidden_size"], config["num_attention_heads"]
        epsilon = config["layer_norm_eps"]
        self.pad = config["pad_token_id"]
        self.words = nn.Embedding(config["vocab_size"], width)
        self.positions = nn.Embedding(config["max_position_embeddings"], width)
        self.norm = nn.LayerNorm(width, eps=epsilon)
        count = min(layers or config["num_hidden_layers"], config["num_hidden_layers"])
        self.layers = nn.ModuleList(Layer(width, config["intermediate_size"], heads, epsilon, dropout) for _ in range(count))
        if self.kind == "mpnet":
            self.relative = nn.Embedding(config["relative_attention_num_buckets"], heads)
        for part in self.fixed_parts():
            part.requires_grad_(False)

    def fixed_parts(self):
        parts = [self.words, self.positions, self.norm, *self.layers[:self.frozen]]
        return parts + [self.relative] if self.kind == "mpnet" else parts

    def attention_bias(self, mask):
        length = mask.shape[1]
        bias = torch.zeros(mask.shape, dtype=torch.float, device=mask.device).masked_fill(~mask, -1e4)[:, None, None, :]
        if self.kind == "mpnet":
            bias = bias + self.relative(relative_buckets(length, self.relative.num_embeddings, device=mask.device)).permute(2, 0, 1)[None]
        return bias.expand(-1, -1, length, -1)

    def forward(self, pieces, mask, extra=None):
        """`extra` is added above the frozen layers, so that no gradient needs to pass through them."""
        first = 2 if self.kind == "mpnet" else 0  # MPNet counts positions from behind its padding index
        places = torch.arange(pieces.shape[1], device=pieces.device) + first
        outputs = []
        with torch.no_grad():
            x = self.norm(self.words(pieces) + self.positions(places)[None])
            bias = self.attention_bias(mask)
            for layer in self.layers[:self.frozen]:
                x = layer(x, bias)
                outputs.append(x)
        if extra is not None:
            x = x + extra.to(x.dtype)
        for layer in self.layers[self.frozen:]:
            x = layer(x, bias)
            outputs.append(x)
        return outputs

    def load_pretrained(self, directory):
        with safe_open(os.path.join(directory, "model.safetensors"), "pt") as file:
            get = lambda name: file.get_tensor(name).float()
            words = get("embeddings.word_embeddings.weight")
            positions = get("embeddings.position_embeddings.weight")
            if self.kind == "bert":  # the only segment is the first
                positions = positions + get("embeddings.token_type_embeddings.weight")[0]
            with torch.no_grad():
                self.words.weight.copy_(words)
                self.positions.weight.copy_(positions)
                if self.kind == "mpnet":
                    self.relative.weight.copy_(get("encoder.relative_attention_bias.weight"))
                copy_linear(self.norm, get, "embeddings.LayerNorm")
                for index, layer in enumerate(self.layers):
                    copy_layer(layer, get, f"encoder.layer.{index}.", self.kind)


def copy_linear(module, get, name):
    module.weight.copy_(get(name + ".weight"))
    module.bias.copy_(get(name + ".bias"))


def copy_layer(layer, get, prefix, kind):
    if kind == "mpnet":
        names = ["attention.attn.q", "attention.attn.k", "attention.attn.v", "attention.attn.o", "attention.LayerNorm"]
    else:
        names = ["attention.self.query", "attention.self.key", "attention.self.value", "attention.output.dense", "attention.output.LayerNorm"]
    names += ["intermediate.dense", "output.dense", "output.LayerNorm"]
    modules = [layer.query, layer.key, layer.value, layer.output, layer.attention_norm, layer.up, layer.down, layer.norm]
    for module, name in zip(modules, names):
        copy_linear(module, get, prefix + name)


def find_encoder(path):
    """The folder with config.json, model.safetensors and tokenizer.json at or below `path`."""
    for folder, _, files in os.walk(path):
        if {"config.json", "model.safetensors", "tokenizer.json"} <= set(files):
            return folder
    raise SystemExit(f"no config.json, model.safetensors and tokenizer.json below {path}: see README.md")


def load_encoder(path, layers=None, frozen=0, dropout=0.0):
    folder = find_encoder(path)
    with open(os.path.join(folder, "config.json")) as file:
        config = json.load(file)
    encoder = Encoder(config, layers, frozen, dropout)
    encoder.load_pretrained(folder)
    return encoder, folder
