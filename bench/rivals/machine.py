"""One run of a command on one core and what it took; what the machine is."""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import time
from typing import NamedTuple

# One thread, whatever library sums the vectors. A core type or cache size that OpenBLAS is told to assume makes numpy slow on other machines: it shall look
# for itself.
ONE_THREAD = {name: "1" for name in ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS", "BLIS_NUM_THREADS", "NUMEXPR_NUM_THREADS")}
UNSET = ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE")


class Run(NamedTuple):
    seconds: float
    cpu: float
    peak_mb: float


def environment():
    return {name: value for name, value in os.environ.items() if name not in UNSET} | ONE_THREAD | {"PYTHONHASHSEED": "0"}


def once(command, core=None, output=None):
    """Runs it, its output to a file or nowhere; a failure ends everything."""
    command = [str(c) for c in command]
    if core is not None and shutil.which("taskset"):
        command = ["taskset", "-c", str(core), *command]
    with open(output or os.devnull, "wb") as out:
        begun = time.perf_counter()
        process = subprocess.Popen(command, stdout=out, stderr=subprocess.PIPE, env=environment())
        with process.stderr as errors:
            said = errors.read()
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{' '.join(command)}\nended with {process.returncode}: {said.decode(errors='replace')[-1000:]}")
    return Run(seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def cpu_model():
    try:
        found = re.search(r"^model name\s*:\s*(.*)$", pathlib.Path("/proc/cpuinfo").read_text(), re.M)
    except OSError:
        found = None
    return found[1] if found else os.uname().machine
