# SPDX-License-Identifier: GPL-3.0-or-later
"""Golden values of the compression methods on one small matrix, in numpy and float64, written from the formulas and
not from the program: sweeps by inverses of trailing blocks, updates by solving each row's normal equations, low
rank by an SVD of W C^(1/2). Writes methods.json beside itself."""
import json
import pathlib
import numpy as np

OUT, IN, TOKENS = 12, 16, 80


def f16(x):
    return np.float64(np.float16(np.float32(x)))


def steps(w, bits, symmetric, full, factor=1.0):
    lo, hi = min(w.min(), 0.0) * factor, max(w.max(), 0.0) * factor
    top = 2 ** bits - 1
    if symmetric:
        a = max(-lo, hi)
        s = f16(2 * a / top if full else a / (2 ** (bits - 1) - 1))
        return s, 2 ** (bits - 1), 0 if full else 1, top
    s = f16((hi - lo) / top)
    return s, int(np.clip(np.rint(-lo / s), 0, top)), 0, top


def code(w, step):
    s, z, lo, hi = step
    return np.clip(np.rint(w / s) + z, lo, hi)


def value(w, step):
    return (code(w, step) - step[1]) * step[0]


def fit(w, bits, symmetric=True, full=False, mse=False):
    best = steps(w, bits, symmetric, full)
    if mse:
        error = None
        for k in range(29):
            step = steps(w, bits, symmetric, full, 1.0 - 0.025 * k)
            e = (np.abs(w - value(w, step)) ** 2.4).sum()
            if error is None or e < error:
                error, best = e, step
    return best


def rtn(w, bits, group, **how):
    codes, scales, zeros = np.zeros(w.shape), [], []
    for r in range(w.shape[0]):
        for a in range(0, w.shape[1], group):
            step = fit(w[r, a:a + group], bits, **how)
            codes[r, a:a + group] = code(w[r, a:a + group], step)
            scales.append(step[0])
            zeros.append(step[1])
    return codes, scales, zeros


def sweep(w, h, order, decide):
    """Column after column in `order`: value = decide(row, position, w), the columns behind take up the error by the
    inverse of the moment of what is left."""
    w = w.copy()
    done = np.zeros_like(w)
    for position, i in enumerate(order):
        rest = order[position:]
        inverse = np.linalg.inv(h[np.ix_(rest, rest)])
        for r in range(w.shape[0]):
            v = decide(r, position, w)
            error = w[r, i] - v
            w[r, rest] -= error / inverse[0, 0] * inverse[0]
            done[r, i] = v
    return done


def damped(c, share):
    return c + share * np.mean(np.diag(c)) * np.eye(len(c))


def gptq(w, c, bits, group, order, **how):
    """order: "none" fits a group's grid when it is reached, "static" all grids before, columns by falling moment."""
    h = damped(c, 0.01)
    columns = list(range(w.shape[1]))
    if order == "static":
        columns = list(np.argsort(-np.diag(c), kind="stable"))
    fixed = {}
    codes = np.zeros(w.shape)

    def decide(r, position, now):
        i = columns[position]
        key = (r, i // group)
        if key not in fixed:
            a = key[1] * group
            source = w if order == "static" else now
            fixed[key] = fit(source[r, a:a + group], bits, **how)
        codes[r, i] = code(now[r, i], fixed[key])
        return value(now[r, i], fixed[key])

    done = sweep(w, h, columns, decide)
    return codes, done


def top_mask(score, keep):
    mask = np.zeros(score.shape, bool)
    for r, row in enumerate(score):
        mask[r, np.argsort(-row, kind="stable")[:keep]] = True
    return mask


def nm_mask(score, keep, of):
    mask = np.zeros(score.shape, bool)
    for a in range(0, score.shape[1], of):
        mask[:, a:a + of] = top_mask(score[:, a:a + of], keep)
    return mask


def optimal(w, c, mask):
    v = np.zeros_like(w)
    for r in range(w.shape[0]):
        k = np.flatnonzero(mask[r])
        v[r, k] = np.linalg.solve(c[np.ix_(k, k)], c[k] @ w[r])
    return v


def root(c):
    e, q = np.linalg.eigh(c)
    return (q * np.sqrt(e)) @ q.T


def truncate(w, c, rank):
    s = root(c)
    u, d, v = np.linalg.svd(w @ s, full_matrices=False)
    return (u[:, :rank] * d[:rank]) @ v[:rank] @ np.linalg.inv(s)


def main():
    rng = np.random.default_rng(20240307)
    w = rng.standard_normal((OUT, IN)).astype(np.float32).astype(np.float64) * 0.05
    w = w.astype(np.float32).astype(np.float64)
    mix = rng.standard_normal((IN, IN)) * np.linspace(2.0, 0.3, IN)
    x = rng.standard_normal((TOKENS, IN)) @ mix
    c = x.T @ x / TOKENS
    gold = {"weight": w, "moment": c}

    def grid(name, result):
        gold[name] = dict(zip(("codes", "scale", "zero"), map(np.asarray, result)))

    grid("rtn_4_group8", rtn(w, 4, 8))
    grid("rtn_3_row_asymmetric", rtn(w, 3, IN, symmetric=False))
    grid("rtn_4_group8_full", rtn(w, 4, 8, full=True))
    grid("rtn_3_group8_mse", rtn(w, 3, 8, mse=True))
    grid("rtn_2_group8_asymmetric_mse", rtn(w, 2, 8, symmetric=False, mse=True))
    gold["magnitude_2_4"] = nm_mask(np.abs(w), 2, 4)
    wanda = np.abs(w) * np.sqrt(np.diag(c))
    gold["wanda_1_4"] = nm_mask(wanda, 1, 4)
    gold["wanda_60"] = top_mask(wanda, IN - int(0.6 * IN))
    mask = nm_mask(wanda, 2, 4)
    gold["wanda_2_4"] = mask
    gold["optimal"] = optimal(w, c, mask)
    gold["obs"] = sweep(w, damped(c, 0.01), list(range(IN)),
                        lambda r, i, now: now[r, i] if mask[r, i] else 0.0)
    for name, bits, order, how in (("gptq_4_none", 4, "none", {}), ("gptq_3_static_mse", 3, "static", {"mse": True}),
                                   ("gptq_3_static_asymmetric", 3, "static", {"symmetric": False})):
        codes, done = gptq(w, c, bits, 8, order, **how)
        gold[name] = {"codes": codes, "weight": done}
    gold["svd_5"] = truncate(w, np.eye(IN), 5)
    gold["svd_llm_5"] = truncate(w, c, 5)
    codes, scales, _ = rtn(w, 3, 8)
    rounded = (codes - 4) * np.repeat(np.asarray(scales).reshape(OUT, 2), 8, axis=1)
    gold["whitened_adapter_3"] = rounded + truncate(w - rounded, c, 3)
    plain = lambda v: {k: plain(x) for k, x in v.items()} if isinstance(v, dict) else np.asarray(v, float).ravel().tolist()
    path = pathlib.Path(__file__).with_name("methods.json")
    path.write_text(json.dumps({"out": OUT, "in": IN, **plain(gold)}, separators=(",", ":")) + "\n")


main()
