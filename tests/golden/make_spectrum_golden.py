#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Golden values of tests/results/eigenvalue_density_test.cpp: what numpy makes of the eigenvalues of a random matrix with a
few heavy directions.

    python3 make_spectrum_golden.py > spectrum.json

The power law is fitted as Clauset, Shalizi and Newman (SIAM Review 51, 2009) have it: for every eigenvalue as x_min the exponent
of maximum likelihood, of these the x_min of least Kolmogorov-Smirnov distance to the fitted law. The bulk edge is Marchenko and
Pastur's. Made with numpy 2.4.
"""
import json

import numpy as np

LONGER, SHORTER, BINS = 240, 150, 24


def power_law(x, least):
    x = np.sort(x)
    best = None
    for first in range(len(x) - least + 1):
        tail = x[first:]
        n = len(tail)
        alpha = 1 + n / np.log(tail / tail[0]).sum()
        fitted = 1 - (tail / tail[0]) ** (1 - alpha)
        distance = max(np.abs(np.arange(n) / n - fitted).max(), np.abs(np.arange(1, n + 1) / n - fitted).max())
        if best is None or distance < best["distance"]:
            best = {"alpha": alpha, "threshold": tail[0], "distance": distance, "count": n}
    return best


random = np.random.default_rng(5)
matrix = 0.3 * random.standard_normal((LONGER, SHORTER))
for i in range(20):
    matrix += 14 / (i + 1) ** 0.7 * np.outer(*(v / np.linalg.norm(v) for v in (random.standard_normal(LONGER),
                                                                               random.standard_normal(SHORTER))))
s = np.linalg.svd(matrix, compute_uv=False)
eigenvalues = np.linalg.eigvalsh(matrix.T @ matrix / LONGER)
counts, edges = np.histogram(np.log(eigenvalues), BINS)
variance = (matrix**2).mean()
upper = variance * (1 + np.sqrt(SHORTER / LONGER)) ** 2
lower = variance * (1 - np.sqrt(SHORTER / LONGER)) ** 2
middle = (upper + lower) / 2
print(json.dumps({
    "longer": LONGER, "shorter": SHORTER, "singular_values": s.tolist(),
    "edges": np.exp(edges).tolist(), "density": (counts / SHORTER / np.diff(np.exp(edges))).tolist(),
    "tail": power_law(s**2, 10),
    "variance": variance, "lower": lower, "upper": upper, "beyond": int((eigenvalues > upper).sum()),
    "bulk_density_at": [middle, np.sqrt((upper - middle) * (middle - lower)) / (2 * np.pi * variance * (SHORTER / LONGER) * middle)],
}))
