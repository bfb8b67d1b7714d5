#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Golden files of tests/formats, made by the reference packages (gguf, safetensors, torch, numpy).

ggml_blocks.safetensors  random blocks of each GGML type and their values as gguf.quants.dequantize gives them;
                         all 256 codes of each 8-bit float and their values as torch gives them
written.safetensors      a file of the reference writer, which ours must equal to the byte
keys.gguf                every value type and two tensors, by gguf.GGUFWriter

Usage: make_formats_golden.py [FOLDER]   (default: formats/ beside this script)
"""
import sys
from pathlib import Path

import gguf
import numpy as np
import torch
from gguf.constants import GGML_QUANT_SIZES, GGMLQuantizationType
from gguf.quants import dequantize
from safetensors.torch import save_file

BLOCKS = 3
# Where the f16 scales of a block lie; random bits there would give NaN and infinity.
SCALES = {
    "Q4_0": [0], "Q4_1": [0, 2], "Q5_0": [0], "Q5_1": [0, 2], "Q8_0": [0], "IQ4_NL": [0],
    "Q2_K": [80, 82], "Q3_K": [108], "Q4_K": [0, 2], "Q5_K": [0, 2], "Q6_K": [208],
}
FLOAT8 = {
    "F8_E4M3": torch.float8_e4m3fn, "F8_E5M2": torch.float8_e5m2, "F8_E8M0": torch.float8_e8m0fnu,
    "F8_E4M3FNUZ": torch.float8_e4m3fnuz, "F8_E5M2FNUZ": torch.float8_e5m2fnuz,
}


def make_blocks(path):
    random = np.random.default_rng(20250101)
    tensors = {}
    for name, places in SCALES.items():
        kind = GGMLQuantizationType[name]
        elements, size = GGML_QUANT_SIZES[kind]
        blocks = random.integers(0, 256, (BLOCKS, size), dtype=np.uint8)
        for place in places:
            scales = random.normal(0.0, 0.1, (BLOCKS, 1)).astype(np.float16)
            blocks[:, place : place + 2] = scales.view(np.uint8)
        values = dequantize(blocks, kind).astype(np.float32)
        assert values.shape == (BLOCKS, elements) and np.isfinite(values).all()
        tensors[name + ".blocks"] = torch.from_numpy(blocks)
        tensors[name + ".values"] = torch.from_numpy(values)
    codes = torch.arange(256, dtype=torch.uint8)
    tensors["F8.codes"] = codes
    for name, dtype in FLOAT8.items():
        tensors[name + ".values"] = codes.view(dtype).to(torch.float32)
    save_file(tensors, path)


def make_written(path):
    tensors = {
        "b.weight": torch.arange(6, dtype=torch.float32).reshape(2, 3),
        "a.weight": torch.arange(4, dtype=torch.float32),
        "half": torch.arange(3, dtype=torch.float16),
        "brain": torch.arange(5, dtype=torch.bfloat16),
        "ids": torch.tensor([1, -2], dtype=torch.int64),
        "byte": torch.tensor([7], dtype=torch.uint8),
        "int8": torch.tensor([-1, 2], dtype=torch.int8),
        "mask": torch.tensor([True, False, True]),
        "int32": torch.tensor([[3]], dtype=torch.int32),
        "empty": torch.zeros(2, 0),
        "scalar": torch.tensor(2.5),
        "quote\"\\\n\u00e9\u4e2d/": torch.tensor([1.0], dtype=torch.float64),
    }
    save_file(tensors, path, metadata={"format": "pt"})


def make_keys(path):
    writer = gguf.GGUFWriter(path, "llama")
    writer.add_uint8("t.u8", 250)
    writer.add_int8("t.i8", -5)
    writer.add_uint16("t.u16", 65000)
    writer.add_int16("t.i16", -30000)
    writer.add_uint32("t.u32", 4000000000)
    writer.add_int32("t.i32", -2000000000)
    writer.add_uint64("t.u64", 2**64 - 1)
    writer.add_int64("t.i64", -(2**62))
    writer.add_float32("t.f32", 0.1)
    writer.add_float64("t.f64", 0.1)
    writer.add_bool("t.bool", True)
    writer.add_string("t.string", "caf\u00e9")
    writer.add_array("t.strings", ["a", "", "\u4e2d"])
    writer.add_array("t.ints", [1, -2, 3])
    writer.add_array("t.floats", [0.5, -0.25])
    writer.add_array("t.bools", [True, False])
    writer.add_tensor("first", np.arange(6, dtype=np.float32).reshape(2, 3))
    quantized = gguf.quants.quantize(np.linspace(-1, 1, 64, dtype=np.float32).reshape(2, 32), GGMLQuantizationType.Q8_0)
    writer.add_tensor("second", quantized, raw_dtype=GGMLQuantizationType.Q8_0)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def main():
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent / "formats"
    folder.mkdir(exist_ok=True)
    make_blocks(folder / "ggml_blocks.safetensors")
    make_written(folder / "written.safetensors")
    make_keys(folder / "keys.gguf")


if __name__ == "__main__":
    main()
