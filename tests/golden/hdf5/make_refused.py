# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the small HDF5 files of this folder, each with one feature that Lapidary refuses. Needs h5py and numpy.

Run in this folder: python make_refused.py
"""
import h5py
import numpy as np


def start(name):
    file = h5py.File(name, "w", track_order=False)
    file.create_dataset("plain", data=np.arange(4.0))
    return file


with start("external_link.h5") as f:
    f["elsewhere"] = h5py.ExternalLink("other.h5", "/secret")

with start("external_link_in_heap.h5") as f:
    # Beyond eight links the group keeps them in a heap.
    for number in range(8):
        f.create_group(f"group {number}")
    f["elsewhere"] = h5py.ExternalLink("other.h5", "/secret")

with start("soft_link.h5") as f:
    f["again"] = h5py.SoftLink("/plain")

with start("hard_link.h5") as f:
    f["again"] = f["plain"]

with start("group_cycle.h5") as f:
    f.create_group("a")["up"] = f["/"]

with start("external_storage.h5") as f:
    f.create_dataset("outside", shape=(4,), dtype="f8", external=[("/etc/passwd", 0, 32)])

with start("virtual_dataset.h5") as f:
    layout = h5py.VirtualLayout(shape=(4,), dtype="f8")
    layout[:] = h5py.VirtualSource("other.h5", "plain", shape=(4,))
    f.create_virtual_dataset("assembled", layout)

with start("virtual_unlimited.h5") as f:
    layout = h5py.VirtualLayout(shape=(4,), maxshape=(None,), dtype="f8")
    source = h5py.VirtualSource("other.h5", "plain", shape=(4,), maxshape=(None,))
    layout[0 : h5py.h5s.UNLIMITED] = source[0 : h5py.h5s.UNLIMITED]
    f.create_virtual_dataset("assembled", layout)

with start("deflate.h5") as f:
    f.create_dataset("packed", data=np.zeros(64), compression="gzip")

with start("user_filter.h5") as f:
    # A filter of the range for others' plugins, marked optional: the data are stored as they are.
    properties = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
    properties.set_chunk((4,))
    properties.set_filter(32008, h5py.h5z.FLAG_OPTIONAL, (1, 2))
    space = h5py.h5s.create_simple((4,))
    dataset = h5py.h5d.create(f.id, b"plugin", h5py.h5t.IEEE_F64LE, space, properties)

with start("chunked.h5") as f:
    f.create_dataset("growing", data=np.zeros(4), maxshape=(None,))

with start("huge.h5") as f:
    # 2^57 bytes announced, none stored.
    f.create_dataset("endless", shape=(2**54,), dtype="f8")

with start("variable_text.h5") as f:
    f.create_dataset("text", data="a text of variable length")

with start("references.h5") as f:
    f.create_dataset("pointer", data=f["plain"].ref, dtype=h5py.ref_dtype)

with start("big_endian.h5") as f:
    f.create_dataset("turned", data=np.arange(4, dtype=">f8"))

with start("named_type.h5") as f:
    f["kind"] = np.dtype("f8")

with h5py.File("plain.h5", "w") as f:
    f.create_dataset("a/float64", data=np.array([[1.5, -2.0, np.pi], [0.0, np.inf, 1e-310]]))
    f.create_dataset("a/float32", data=np.array([0.1, 3.0], dtype="f4"))
    f.create_dataset("int64", data=np.array([-(2**63), 2**63 - 1]))
    f.create_dataset("b/c/int32", data=np.array(7, dtype="i4"))
    f.create_dataset("empty", data=np.zeros((0, 3)))
    text = h5py.h5t.C_S1.copy()
    text.set_size(6)
    text.set_cset(h5py.h5t.CSET_UTF8)
    text.set_strpad(h5py.h5t.STR_NULLTERM)
    dataset = h5py.h5d.create(f.id, b"text", text, h5py.h5s.create(h5py.h5s.SCALAR))
    dataset.write(h5py.h5s.ALL, h5py.h5s.ALL, np.array(b"hello\0", dtype="S6"), mtype=text)
