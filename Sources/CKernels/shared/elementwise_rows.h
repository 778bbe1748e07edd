// Sums over rows and batch normalisation; included by elementwise.h. Sums take four rows at a time: they
// are loaded and stored a quarter as often, and round as much less.

static void zero(float *values, int64_t count) {
    ELEMENTS(i, count) values[i] = 0;
}

static void bias_clamp(
    const float *x, const float *bias, float *y, int64_t rows, int64_t columns, float low, float high)
{
    for (int64_t row = 0; row < rows; row++, x += columns, y += columns) {
        ELEMENTS(i, columns) {
            float sum = x[i] + bias[i];
            float bounded = sum < low ? low : sum;
            y[i] = bounded > high ? high : bounded;
        }
    }
}

static void column_sums(const float *matrix, int64_t rows, int64_t columns, float *sums) {
    zero(sums, columns);
    int64_t row = 0;
    for (; row + 4 <= rows; row += 4) {
        const float *a = matrix + row * columns, *b = a + columns, *c = b + columns, *d = c + columns;
        ELEMENTS(i, columns) sums[i] += (a[i] + b[i]) + (c[i] + d[i]);
    }
    for (; row < rows; row++) {
        const float *a = matrix + row * columns;
        ELEMENTS(i, columns) sums[i] += a[i];
    }
}

static void divide(float *values, int64_t count, float divisor) {
    ELEMENTS(i, count) values[i] /= divisor;
}

static inline float square(float x) { return x * x; }

static void moments(const float *x, int64_t rows, int64_t columns, float *mean, float *variance) {
    column_sums(x, rows, columns, mean);
    divide(mean, columns, (float)rows);
    zero(variance, columns);
    int64_t row = 0;
    for (; row + 4 <= rows; row += 4) {
        const float *a = x + row * columns, *b = a + columns, *c = b + columns, *d = c + columns;
        ELEMENTS(i, columns) {
            float m = mean[i];
            variance[i] += (square(a[i] - m) + square(b[i] - m)) + (square(c[i] - m) + square(d[i] - m));
        }
    }
    for (; row < rows; row++) {
        const float *a = x + row * columns;
        ELEMENTS(i, columns) variance[i] += square(a[i] - mean[i]);
    }
    divide(variance, columns, (float)rows);
}

static void normalize(
    const float *x, int64_t rows, int64_t columns, const float *mean, const float *inverse,
    const float *gamma, const float *beta, float *y)
{
    for (int64_t row = 0; row < rows; row++, x += columns, y += columns)
        ELEMENTS(i, columns) y[i] = (x[i] - mean[i]) * inverse[i] * gamma[i] + beta[i];
}

static void normalize_parameter_gradients(
    const float *x, const float *dY, int64_t rows, int64_t columns, const float *mean,
    const float *inverse, float *dGamma, float *dBeta)
{
    column_sums(dY, rows, columns, dBeta);
    zero(dGamma, columns);
    int64_t row = 0;
    for (; row + 4 <= rows; row += 4) {
        const float *a = x + row * columns, *b = a + columns, *c = b + columns, *d = c + columns;
        const float *p = dY + row * columns, *q = p + columns, *r = q + columns, *s = r + columns;
        ELEMENTS(i, columns) {
            float m = mean[i];
            dGamma[i] += (p[i] * (a[i] - m) + q[i] * (b[i] - m)) + (r[i] * (c[i] - m) + s[i] * (d[i] - m));
        }
    }
    for (; row < rows; row++) {
        const float *a = x + row * columns, *p = dY + row * columns;
        ELEMENTS(i, columns) dGamma[i] += p[i] * (a[i] - mean[i]);
    }
    ELEMENTS(i, columns) dGamma[i] *= inverse[i];
}

static void normalize_live_input_gradient(
    const float *x, const float *dY, int64_t rows, int64_t columns, const float *mean,
    const float *inverse, const float *gamma, const float *dGamma, const float *dBeta, float *dX)
{
    float share = 1 / (float)rows;
    for (int64_t row = 0; row < rows; row++, x += columns, dY += columns, dX += columns)
        ELEMENTS(i, columns) {
            float normalized = (x[i] - mean[i]) * inverse[i];
            dX[i] = gamma[i] * inverse[i] * (dY[i] - (dBeta[i] + normalized * dGamma[i]) * share);
        }
}

static void normalize_frozen_input_gradient(
    const float *dY, int64_t rows, int64_t columns, const float *inverse, const float *gamma, float *dX)
{
    for (int64_t row = 0; row < rows; row++, dY += columns, dX += columns)
        ELEMENTS(i, columns) dX[i] = dY[i] * (gamma[i] * inverse[i]);
}
