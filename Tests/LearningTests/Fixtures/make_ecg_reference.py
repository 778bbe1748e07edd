"""The ECG model of McSharry et al. (2003) integrated by SciPy: python3 make_ecg_reference.py > ecg.json

Equations 1 and 2 and Table I of the paper, at 60 and at 80 beats a minute, from a point off the limit cycle, with the
breathing baseline; every 16th sample at 256 Hz. `range` is of z over one cycle on the limit cycle at 60
beats a minute without a baseline.
"""
import json
import numpy as np
from scipy.integrate import solve_ivp

THETA = np.array([-np.pi / 3, -np.pi / 12, 0, np.pi / 12, np.pi / 2])
A = np.array([1.2, -5.0, 30.0, -7.5, 0.75])
B = np.array([0.25, 0.1, 0.1, 0.1, 0.4])


def trajectory(start, seconds, rate, baseline):
    omega = 2 * np.pi * rate / 60

    def derivative(t, state):
        x, y, z = state
        alpha = 1 - np.hypot(x, y)
        delta = (np.arctan2(y, x) - THETA + np.pi) % (2 * np.pi) - np.pi
        forcing = -np.sum(A * delta * np.exp(-delta**2 / (2 * B**2)))
        return [alpha * x - omega * y, alpha * y + omega * x,
                forcing - (z - baseline * np.sin(2 * np.pi * 0.25 * t))]

    times = np.arange(int(seconds * 256) + 1) / 256
    return solve_ivp(derivative, (0, seconds), start, t_eval=times, rtol=1e-11, atol=1e-13, max_step=1 / 512).y


cases = []
for rate in (60, 80):
    start = [0.3, -0.2, 0.01]
    states = trajectory(start, 3, rate, 0.005)[:, ::16]
    cases.append({"rate": rate, "start": start, "states": states.T.tolist()})
cycle = trajectory([1, 0, 0.04], 20, 60, 0)[2, -256:]
print(json.dumps({"cases": cases, "range": [cycle.min(), cycle.max()]}))
