"""Measures of sample quality, by SciPy and scikit-learn: Tests/KagamiGANTests/Goldens/quality.json."""
import numpy as np
import scipy
import sklearn
from scipy.linalg import sqrtm
from scipy.spatial.distance import cdist, jensenshannon, pdist
from scipy.special import logsumexp, softmax
from scipy.stats import entropy, norm
from sklearn.cluster import KMeans
from sklearn.metrics.pairwise import polynomial_kernel, rbf_kernel
from sklearn.neighbors import KernelDensity, NearestNeighbors

from common import write

WIDTH = 8


def sets():
    """Real samples of three clusters, and generated ones that miss one and are shifted."""
    random = np.random.default_rng(7)
    centres = random.normal(0, 0.8, (3, WIDTH))
    real = centres[random.integers(0, 3, 60)] + random.normal(0, 0.4, (60, WIDTH))
    generated = centres[random.integers(0, 2, 50)] + random.normal(0.1, 0.5, (50, WIDTH))
    validation = centres[random.integers(0, 3, 20)] + random.normal(0, 0.4, (20, WIDTH))
    return real, generated, validation


def neighbours(queries, references, k, within=False):
    found = NearestNeighbors(n_neighbors=k + within).fit(references).kneighbors(queries)
    return {"distances": found[0][:, within:].tolist(), "indices": found[1][:, within:].tolist()}


def parzen(samples, validation, test):
    sigmas = np.logspace(-1, 0, 10)

    def scores(images, sigma):
        density = KernelDensity(bandwidth=sigma, rtol=0).fit(samples).score_samples(images)
        exponents = -0.5 * cdist(images, samples, "sqeuclidean") / sigma**2
        scale = WIDTH * np.log(sigma * np.sqrt(2 * np.pi))
        by_hand = logsumexp(exponents, axis=1) - np.log(len(samples)) - scale
        assert np.allclose(density, by_hand, rtol=1e-10)
        return by_hand

    means = [scores(validation, sigma).mean() for sigma in sigmas]
    sigma = sigmas[int(np.argmax(means))]
    found = scores(test, sigma)
    return {"sigmas": sigmas.tolist(), "validationMeans": [float(mean) for mean in means],
            "sigma": float(sigma), "logLikelihoods": found.tolist(), "mean": float(found.mean()),
            "standardError": float(found.std() / np.sqrt(len(found)))}


def frechet(x, y):
    (mx, sx), (my, sy) = [(z.mean(axis=0), np.cov(z, rowvar=False)) for z in (x, y)]
    root = sqrtm(sx @ sy)
    return float(((mx - my)**2).sum() + np.trace(sx) + np.trace(sy) - 2 * np.trace(root).real)


def clusters(x, start):
    model = KMeans(len(start), init=start, n_init=1, tol=0, algorithm="lloyd").fit(x)
    return {"start": start.tolist(), "centres": model.cluster_centers_.tolist(),
            "labels": model.labels_.tolist(), "inertia": float(model.inertia_)}, model


def bins(real, generated, start):
    _, model = clusters(real, start)
    counts = [np.bincount(model.predict(z), minlength=len(start)) for z in (real, generated)]
    (p, q), (n, m) = [count / count.sum() for count in counts], [len(real), len(generated)]
    pooled = (p * n + q * m) / (n + m)
    z = (p - q) / np.sqrt(pooled * (1 - pooled) * (1 / n + 1 / m))
    return {"counts": counts[1].tolist(), "differing": int((2 * norm.sf(np.abs(z)) < 0.05).sum()),
            "jensenShannon": float(jensenshannon(p, q)**2)}


def precision_recall(real, generated, k):
    def share(points, manifold):
        radii = np.sort(cdist(manifold, manifold), axis=1)[:, k]
        return float((cdist(points, manifold) <= radii).any(axis=1).mean())
    return {"precision": share(generated, real), "recall": share(real, generated)}


def two_sample(real, generated):
    kinds = np.repeat([0, 1], [len(real), len(generated)])
    _, indices = NearestNeighbors(n_neighbors=2).fit(np.vstack([real, generated])).kneighbors()
    correct = kinds[indices[:, 0]] == kinds
    return {"real": float(correct[kinds == 0].mean()), "generated": float(correct[kinds == 1].mean())}


def mmd(x, y, kernel):
    def off_diagonal(matrix):
        return (matrix.sum() - np.trace(matrix)) / (len(matrix) * (len(matrix) - 1))
    return float(off_diagonal(kernel(x, x)) + off_diagonal(kernel(y, y)) - 2 * kernel(x, y).mean())


def labels():
    random = np.random.default_rng(8)
    logits = random.normal(0, 2.5, (30, 5))
    counts = np.bincount(logits.argmax(axis=1), minlength=5)
    data = np.array([9, 11, 10, 12, 8])
    largest = softmax(logits, axis=1).max(axis=1)
    return {"logits": logits.tolist(), "counts": counts.tolist(), "data": data.tolist(),
            "divergence": float(entropy(counts, data)),
            "effectiveModes": float(np.exp(entropy(counts))), "meanConfidence": float(largest.mean()),
            "confidentShare": float((largest > 0.9).mean())}


def main():
    real, generated, validation = sets()
    bandwidth = float(np.median(pdist(real)))
    far = np.vstack([real[:3], np.full((1, WIDTH), 40.0)])
    write("KagamiGANTests", "quality", {
        "scipy": scipy.__version__, "sklearn": sklearn.__version__,
        "real": real.tolist(), "generated": generated.tolist(), "validation": validation.tolist(),
        "squares": cdist(generated[:6], real, "sqeuclidean").tolist(),
        "neighbours": neighbours(generated, real, 3),
        "neighboursWithin": neighbours(real, real, 3, within=True),
        "parzen": parzen(generated, validation, real),
        "frechet": frechet(real, generated),
        "clusters": clusters(real, real[[0, 5, 9, 20]])[0],
        "clustersFromAfar": clusters(real, far)[0],
        "bins": bins(real, generated, real[[0, 5, 9, 20]]),
        "precisionRecall": precision_recall(real, generated, 3),
        "twoSample": two_sample(real[:50], generated),
        "polynomial": mmd(real, generated, lambda x, y: polynomial_kernel(x, y, 3, 1 / WIDTH, 1)),
        "bandwidth": bandwidth,
        "gaussian": mmd(real, generated, lambda x, y: rbf_kernel(x, y, 0.5 / bandwidth**2)),
        "labels": labels(),
    })
