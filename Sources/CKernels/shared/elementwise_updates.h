// Updates of parameters; included by elementwise.h.

static void sgd(float *w, const float *g, int64_t count, float rate, float decay) {
    ELEMENTS(i, count) w[i] -= rate * (g[i] + decay * w[i]);
}

static void momentum(
    float *w, const float *g, float *v, int64_t count, float rate, float momentum, float decay)
{
    ELEMENTS(i, count) {
        v[i] = momentum * v[i] + (g[i] + decay * w[i]);
        w[i] -= rate * v[i];
    }
}

static void adam(float *w, const float *g, float *m, float *v, int64_t count, const CKAdam *factors) {
    const CKAdam f = *factors;
    ELEMENTS(i, count) {
        m[i] = f.firstDecay * m[i] + f.firstGain * g[i];
        v[i] = f.secondDecay * v[i] + f.secondGain * (g[i] * g[i]);
        // The C library's sqrtf sets errno, which would keep the loop from being vectorised.
        float deviation = __builtin_elementwise_sqrt(v[i] * f.secondCorrection);
        w[i] -= f.rate * (m[i] * f.firstCorrection) / (deviation + f.epsilon);
    }
}
