"""Losses, batch normalisation and optimisers by NumPy and SciPy: python3 make_training.py > training.json

Gradients are complex-step derivatives of the values, Im f(x + ih)/h with h = 1e-30, which have no error of subtraction
(W. Squire, G. Trapp, "Using Complex Variables to Estimate Derivatives of Real Functions", SIAM Review 40(1), 1998): no formula
of a gradient is written here. Inputs are multiples of 1/16, which FP32 holds exactly.
"""
import json
import numpy as np
from scipy.special import logsumexp


def numbers(count, seed, scale=1):
    return np.array([((i * 37 + seed * 11) % 61 - 30) / 16 for i in range(count)]) * scale


def gradient(f, x):
    result = np.zeros(x.size)
    for i in range(x.size):
        moved = x.astype(complex).reshape(-1)
        moved[i] += 1e-30j
        result[i] = np.imag(f(moved.reshape(x.shape))) / 1e-30
    return result.tolist()


def loss(f, x, **given):
    return {"input": x.flatten().tolist(), "value": float(np.real(f(x))), "gradient": gradient(f, x), **given}


def softplus(z):
    return logsumexp(np.stack([np.zeros_like(z), z]), axis=0)


labels = [2, 0, 4, 4]
targets = (np.arange(12) % 5) / 4
aims = numbers(12, 9)
losses = {
    "softmaxCrossEntropy": loss(
        lambda z: np.mean(logsumexp(z, axis=1) - z[np.arange(4), labels]), numbers(20, 1, 4).reshape(4, 5),
        labels=labels),
    "binaryCrossEntropy": loss(
        lambda z: np.mean(targets * softplus(-z) + (1 - targets) * softplus(z)), numbers(12, 2, 8),
        targets=targets.tolist()),
    "meanSquaredError": loss(lambda x: np.mean((x - aims) ** 2), numbers(12, 3), targets=aims.tolist()),
}

rows, channels, epsilon, momentum = 6, 3, 1e-3, 0.1
x, dY = numbers(rows * channels, 4).reshape(rows, channels), numbers(rows * channels, 5).reshape(rows, channels)
gamma, beta = numbers(channels, 6) + 1.25, numbers(channels, 7)
mean, variance = numbers(channels, 8), numbers(channels, 9) ** 2 + 0.5


def live(x, gamma, beta):
    m = x.mean(axis=0)
    v = ((x - m) ** 2).mean(axis=0)
    return gamma * (x - m) / np.sqrt(v + epsilon) + beta


def frozen(x, gamma, beta):
    return gamma * (x - mean) / np.sqrt(variance + epsilon) + beta


def normalization(f):
    return {
        "output": f(x, gamma, beta).flatten().tolist(),
        "inputGradient": gradient(lambda v: np.sum(dY * f(v, gamma, beta)), x),
        "gammaGradient": gradient(lambda v: np.sum(dY * f(x, v, beta)), gamma),
        "betaGradient": gradient(lambda v: np.sum(dY * f(x, gamma, v)), beta),
    }


batch_norm = {
    "x": x.flatten().tolist(), "outputGradient": dY.flatten().tolist(), "gamma": gamma.tolist(), "beta": beta.tolist(),
    "epsilon": epsilon, "momentum": momentum, "mean": mean.tolist(), "variance": variance.tolist(),
    "live": normalization(live), "frozen": normalization(frozen),
    # As torch.nn.BatchNorm2d: the running variance takes the unbiased one.
    "newMean": ((1 - momentum) * mean + momentum * np.mean(x, axis=0)).tolist(),
    "newVariance": ((1 - momentum) * variance + momentum * np.var(x, axis=0, ddof=1)).tolist(),
}

start, steps, rate = numbers(7, 10), 10, 0.05
gradients = [numbers(7, 20 + t) for t in range(steps)]


def sgd(decay):
    w = start.copy()
    for g in gradients:
        w = w - rate * (g + decay * w)
    return w.tolist()


def with_momentum(factor, decay):
    w, v = start.copy(), np.zeros(7)
    for g in gradients:
        v = factor * v + g + decay * w
        w = w - rate * v
    return w.tolist()


def adam(first, second, epsilon):
    """The moments as weighted sums over all gradients so far, as the paper derives the correction (section 3)."""
    w = start.copy()
    for t in range(1, steps + 1):
        seen = np.array(gradients[:t])
        ages = np.arange(t)[::-1]
        m = np.average(seen, axis=0, weights=first ** ages)
        v = np.average(seen ** 2, axis=0, weights=second ** ages)
        w = w - rate * m / (np.sqrt(v) + epsilon)
    return w.tolist()


optimisers = {
    "start": start.tolist(), "gradients": [g.tolist() for g in gradients], "rate": rate,
    "sgd": sgd(0.125), "momentum": with_momentum(0.75, 0.125), "adam": adam(0.9, 0.999, 1e-8),
    "cosine": [0.01 + 0.5 * (0.5 - 0.01) * (1 + np.cos(np.pi * t / 8)) for t in range(9)],
}
print(json.dumps({"losses": losses, "batchNorm": batch_norm, "optimisers": optimisers}))
