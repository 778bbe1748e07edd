"""Writes the golden traces beside it, as the tools write them, and prints what they hold in exact fractions.

Run it with `python3 make.py`; the figures it prints are those of GoldenTests.swift.
"""
from fractions import Fraction as F
import pathlib
import numpy

HERE = pathlib.Path(__file__).parent
rng = numpy.random.default_rng(20)


def write(name, lines, end="\n"):
    (HERE / name).write_bytes((end.join(lines) + end).encode())


def say(name, **figures):
    print(name, {key: float(value) for key, value in figures.items()})


# PPK2, 100 kS/s: JavaScript prints times as repr does; D0 is 1 for 12 samples of 40, three of them lost.
currents = [F(f"{x:.3f}") for x in rng.gamma(2, 3000, 40)]
lost = {15, 16, 17}
lines, energy, charge, covered, window = ["Timestamp(ms),Current(uA),D0-D7,D0,D1,D2,D3,D4,D5,D6,D7"], F(0), F(0), F(0), F(0)
for n, current in enumerate(currents):
    if n in lost:
        continue
    on = 10 <= n < 22
    digits = ("X" if n == 22 else "1" if on else "0") + "0-00100"
    # The channel falls within sample 22, which leaves it as it was.
    on = on or n == 22
    lines.append(f"{n * 10 / 1000!r},{float(current):.3f},{digits},{','.join(digits)}")
    step = F(1, 100_000)
    charge += current / 10**6 * step
    covered += step
    if on:
        window += current / 10**6 * step
write("ppk2.csv", lines)
say("ppk2", energy=charge * F("3.7"), charge=charge, covered=covered, d0=window * F("3.7"))

# Joulescope, 1 kHz: the power is not current times voltage; two readings are NaN.
lines, energy, charge = ["# time,JS220-001234.current,JS220-001234.voltage,JS220-001234.power"], F(0), F(0)
for n in range(30):
    current, voltage = F(f"{rng.uniform(.01, .2):.6g}"), F(f"{rng.uniform(3.2, 3.4):.6g}")
    power = F(f"{float(current * voltage) * rng.uniform(.98, 1.02):.6g}")
    if n in (7, 8):
        lines.append(f"{n / 1000:.3f},nan,nan,nan")
        continue
    lines.append(f"{n / 1000:.3f},{float(current):.6g},{float(voltage):.6g},{float(power):.6g}")
    energy, charge = energy + power / 1000, charge + current / 1000
write("joulescope.csv", lines, end="\r\n")
say("joulescope", energy=energy, charge=charge)

# Joulescope's statistics, 2 Hz, as they are recorded with %g; one line is missing, which the counters bridge.
lines, energy, charge = ["#time,current,voltage,power,charge,energy"], 0.0, 0.0
for n in range(12):
    current, voltage = rng.uniform(.3, .5), rng.uniform(4.7, 4.8)
    energy, charge = energy + (n > 0) * current * voltage / 2, charge + (n > 0) * current / 2
    if n != 5:
        lines.append(f"{n / 2:.1f},{current:g},{voltage:g},{current * voltage:g},{charge:g},{energy:g}")
write("statistics.csv", lines)
say("statistics", energy=F(lines[-1].split(",")[5]), charge=F(lines[-1].split(",")[4]))

# Monsoon: packets of three readings share the host's time; a comma ends each line; the times are seconds.
lines, energy, charge, time = ["Time(ms),Main(mA),USB(mA),Main Voltage(V),"], F(0), F(0), F("0.25")
for n in range(12):
    step = F("0.0006") if n % 5 else F("0.0013")
    for _ in range(3):
        current, voltage = float(rng.uniform(100, 200)), float(rng.uniform(3.9, 4.1))
        lines.append(f"{float(time)!r},{current!r},0.5,{voltage!r},")
        last = F("0.0006") if n == 11 else step
        charge += F(repr(current)) / 1000 * last / 3
        energy += F(repr(current)) / 1000 * F(repr(voltage)) * last / 3
    time += step
write("monsoon.csv", lines)
say("monsoon", energy=energy, charge=charge)

# SPEC's power daemon: over midnight and the end of a month, the month first; notices between the readings.
lines, marked, whole = [], F(0), F(0)
lines.append("Time,01-31-2021 23:59:56.000,NOTICE,Analyzer identity response of 32 bytes: YOKOGAWA,WT310")
for n in range(10):
    watts = F(f"{rng.uniform(20, 30):.2f}")
    second = 57 + n
    moment = f"01-31-2021 23:59:{second:02}.500" if second < 60 else f"02-01-2021 00:00:{second - 60:02}.500"
    mark = "run_1" if 2 <= n < 6 else "notset"
    lines.append(f"Time,{moment},Watts,{float(watts):.6f},Volts,227.370000,Amps,0.204340,PF,0.494400,Mark,{mark}")
    whole += watts
    marked += watts if mark == "run_1" else 0
write("ptdaemon.log", lines)
say("ptdaemon", energy=whole, run_1=marked)

# A file of one's own: semicolons, a byte order mark, quotation marks, a trigger and the current alone.
lines, energy = ["\ufefft [ms];note;\"I main [mA]\";trigger"], F(0)
for n in range(8):
    current = F(f"{rng.uniform(1, 9):.4f}")
    lines.append(f"{n * 2};\"x\";{float(current):.4f}e0;{int(n > 3)}")
    energy += current / 1000 * F("1.8") * F("0.002")
write("own.csv", lines)
say("own", energy=energy)
