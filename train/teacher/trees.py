"""Decoders that turn arc scores into trees. scores[dependent, head], row and column 0 stand for the root. Needs numpy only."""
import numpy as np

PENALTY = 1e4  # more than all arcs of a sentence together: a tree has one root


def is_tree(heads):
    """heads[0] is unused. One word under the root, no cycle."""
    n = len(heads) - 1
    if sum(1 for h in heads[1:] if h == 0) != 1:
        return False
    state = [0] * (n + 1)
    state[0] = 2
    for word in range(1, n + 1):
        path, at = [], word
        while state[at] == 0:
            state[at] = 1
            path.append(at)
            at = int(heads[at])
        if state[at] == 1:
            return False
        for node in path:
            state[node] = 2
    return True


def is_projective(heads):
    arcs = [(min(d, int(h)), max(d, int(h))) for d, h in enumerate(heads) if d]
    return not any(a < c < b < d for a, b in arcs for c, d in arcs)


def find_cycle(heads):
    n = len(heads)
    seen = [0] * n
    seen[0] = -1
    for start in range(1, n):
        at = start
        while seen[at] == 0:
            seen[at] = start
            at = heads[at]
        if seen[at] == start:
            cycle, node = [at], heads[at]
            while node != at:
                cycle.append(node)
                node = heads[node]
            return cycle
    return None


def chu_liu_edmonds(scores):
    """Heads of the maximum spanning arborescence; recursion by contraction."""
    n = len(scores)
    heads = scores.argmax(axis=1)
    heads[0] = 0
    cycle = find_cycle(heads)
    if cycle is None:
        return heads
    inside = np.zeros(n, bool)
    inside[cycle] = True
    outside = np.flatnonzero(~inside)
    kept = scores[cycle, heads[cycle]]
    smaller = np.full((len(outside) + 1, len(outside) + 1), -np.inf)
    smaller[:-1, :-1] = scores[np.ix_(outside, outside)]
    into = scores[np.ix_(cycle, outside)] - kept[:, None]  # break the cycle at the word that gains most by it
    entry = into.argmax(axis=0)
    smaller[-1, :-1] = into.max(axis=0)
    out = scores[np.ix_(outside, cycle)]
    exit_ = out.argmax(axis=1)
    smaller[:-1, -1] = out.max(axis=1)
    np.fill_diagonal(smaller, -np.inf)
    contracted = chu_liu_edmonds(smaller)
    result = heads.copy()
    for i, word in enumerate(outside):
        if word:
            head = contracted[i]
            result[word] = cycle[exit_[i]] if head == len(outside) else outside[head]
    head = contracted[-1]
    result[cycle[entry[head]]] = outside[head]
    return result


def arborescence(scores):
    """The best tree with one root word, crossing arcs allowed."""
    greedy = scores.argmax(axis=1)
    greedy[0] = 0
    if is_tree(greedy):
        return greedy
    scores = scores.astype(np.float64).copy()
    np.fill_diagonal(scores, -np.inf)
    scores[1:, 0] -= PENALTY
    scores[0] = -np.inf
    return chu_liu_edmonds(scores)


def eisner(scores):
    """The best projective tree with one root word. Spans [i, j] of one width at a time, all starts and splits at once."""
    n = len(scores)
    scores = scores.astype(np.float64)
    # Complete (c) and incomplete (a) spans; right: head at the left end i, left: head at the right end j.
    shape = (n, n)
    complete_right, complete_left = np.full(shape, -np.inf), np.full(shape, -np.inf)
    arc_right, arc_left = np.full(shape, -np.inf), np.full(shape, -np.inf)
    split_arc, split_right, split_left = np.zeros(shape, int), np.zeros(shape, int), np.zeros(shape, int)
    np.fill_diagonal(complete_right, 0)
    np.fill_diagonal(complete_left, 0)
    for width in range(1, n):
        i = np.arange(n - width)
        j = i + width
        k = i[:, None] + np.arange(width)[None, :]  # splits i .. j - 1
        joined = complete_right[i[:, None], k] + complete_left[k + 1, j[:, None]]
        best = joined.argmax(axis=1)
        value = joined[i, best]
        arc_right[i, j] = value + scores[j, i]
        arc_left[i, j] = value + scores[i, j]
        split_arc[i, j] = i + best
        arc_left[0, width] = -np.inf  # nothing governs the root
        joined = complete_left[i[:, None], k] + arc_left[k, j[:, None]]
        best = joined.argmax(axis=1)
        complete_left[i, j], split_left[i, j] = joined[i, best], i + best
        joined = arc_right[i[:, None], k + 1] + complete_right[k + 1, j[:, None]]
        best = joined.argmax(axis=1)
        complete_right[i, j], split_right[i, j] = joined[i, best], i + best + 1
        if width < n - 1:
            complete_right[0, width] = -np.inf  # the root takes one word, so its span is complete only at the end
    heads = np.zeros(n, int)
    trace(heads, n, split_arc, split_right, split_left)
    return heads


def trace(heads, n, split_arc, split_right, split_left):
    stack = [("complete", 0, n - 1, True)]
    while stack:
        kind, i, j, right = stack.pop()
        if i == j:
            continue
        if kind == "complete" and right:
            k = split_right[i, j]
            stack += [("arc", i, k, True), ("complete", k, j, True)]
        elif kind == "complete":
            k = split_left[i, j]
            stack += [("complete", i, k, False), ("arc", k, j, False)]
        else:
            k = split_arc[i, j]
            if right:
                heads[j] = i
            else:
                heads[i] = j
            stack += [("complete", i, k, True), ("complete", k + 1, j, False)]


def best_tree(scores, projective=False):
    """Greedy where that is a tree of the wanted kind already: it cannot be beaten then."""
    greedy = scores.argmax(axis=1)
    greedy[0] = 0
    if is_tree(greedy) and (not projective or is_projective(greedy)):
        return greedy
    return eisner(scores) if projective else arborescence(scores)
