// Random numbers of which the i-th is a function of i, so that they are drawn side by side; included by compression.h.

/// 24 random bits: C. Wellons' lowbias32 ("Prospecting for Hash Functions", 2018) of i and two keys, without its last step, which
/// changes the lower bits alone.
COMPRESSION_INLINE uint32_t lot(CKLots lots, uint32_t i) {
    uint32_t x = i + lots.first;
    x ^= x >> 16;
    x *= 0x7FEB352Du;
    x ^= lots.second;
    x ^= x >> 15;
    x *= 0x846CA68Bu;
    return x >> 8;
}
