"""Writes every golden file of the tests from PyTorch; see README.md beside this."""
import sys

import torch

MODULES = [
    "random_streams", "multinomial", "dtypes", "operations", "contractions", "functional", "linear_algebra", "layers",
    "layer_values", "printed_forms", "printed_tensors", "hooks", "spectral_norm", "recurrence", "losses", "normalization", "windows",
    "window_functions", "regression_losses", "class_losses", "optimizers", "optimizer_groups", "schedulers", "averages",
    "initializers", "loader", "trajectories", "adversarial", "convolutional_models", "quality", "classifier", "torch_files", "npy_files",
    "npz_files", "hostile_files", "data_sets", "pictures", "csv_tables",
    "distributed_sampler"]

if __name__ == "__main__":
    version = torch.__version__.split("+")[0]
    if version != "2.15.0":
        sys.exit(f"golden values are pinned to torch 2.15.0, this is {version}")
    for name in sys.argv[1:] or MODULES:
        __import__(name).main()
