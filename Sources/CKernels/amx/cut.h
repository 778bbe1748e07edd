// How a layer is cut into tiles, the same when its weights are packed and when it is computed.
//
// The file that includes this defines TILES_MAY_OVERLAP: 1 where an operand may be multiplied a second time,
// with weights of 0; 0 where each is multiplied once.

/// A block's operands stay in the second-level cache while all columns pass over them.
#define BLOCK_BYTES (128 << 10)

typedef struct {
    /// Output pixels in a tile, all tiles alike: the last begins early and computes some pixels again.
    int64_t rows, rowTiles, pixels;
    int64_t columnTiles;
    /// A pixel's operand: segments of so many bytes, each cut into chunks of a tile's depth. In the image the
    /// last chunk of a segment begins early, too: weights of 0 stand where it overlaps the one before. No tile
    /// reads beyond the operand, and none is shallower than the others. In a panel zeros follow the operand.
    int64_t segments, segmentBytes, chunks, depth;
    /// Tiles whose columns are computed together; even.
    int64_t blockTiles;
    /// The operands are gathered into a panel of rows at this distance, one segment each; 0 where tiles can
    /// read them from the image as they lie.
    int64_t panelPitch;
} Cut;

INLINE int64_t divided_up(int64_t a, int64_t b) { return (a + b - 1) / b; }
INLINE int64_t rounded_up(int64_t a, int64_t b) { return divided_up(a, b) * b; }

INLINE Cut cut_with(
    const CKLayer *l, int64_t widest, int64_t segments, int64_t segmentBytes, int isGathered)
{
    Cut c = {.segments = segments, .segmentBytes = segmentBytes};
    c.pixels = l->outputHeight * l->outputWidth;
    c.rows = divided_up(widest, divided_up(widest, TILE_MAX_ROWS));
    c.rowTiles = divided_up(c.pixels, c.rows);
    c.columnTiles = divided_up(l->outputChannels, TILE_COLUMNS);
    c.chunks = divided_up(segmentBytes, TILE_MAX_DEPTH);
    c.depth = rounded_up(divided_up(segmentBytes, c.chunks), 4);
    int64_t tiles = BLOCK_BYTES / (c.rows * segments * segmentBytes);
    c.blockTiles = tiles < 2 ? 2 : tiles & ~1;
    if (isGathered) c.panelPitch = rounded_up(c.chunks * c.depth, 64);
    return c;
}

/// Tiles read the image where a tile's pixels are equidistant in it (all of them are, or a row of the
/// image is a whole number of tiles), where a chunk fits into a segment, and where cutting every kernel row
/// by itself does not make many more chunks. Else pixels are gathered: an implicit im2col, block by block.
INLINE Cut cut_make(const CKLayer *l) {
    Image image = image_layout(l, 0);
    int64_t pixels = l->outputHeight * l->outputWidth;
    int64_t run = l->kernelWidth * l->inputChannels * (int64_t)sizeof(image_element);
    Cut gathered = cut_with(l, pixels, 1, l->kernelHeight * run, 1);
    int isEven = l->outputHeight == 1 || image.stepY == image.width * image.stepX;
    Cut direct = cut_with(l, isEven ? pixels : image.width, l->kernelHeight, run, 0);
    if (!isEven && (image.width % direct.rows != 0 || direct.rows < 12)) return gathered;
    if (!TILES_MAY_OVERLAP && direct.chunks * direct.depth != run) return gathered;
    if (direct.depth > run || 2 * direct.segments * direct.chunks > 3 * gathered.chunks) return gathered;
    return direct;
}

INLINE int64_t cut_pixel(const Cut *c, int64_t tile) {
    int64_t last = c->pixels - c->rows;
    return tile * c->rows < last ? tile * c->rows : last;
}

INLINE int64_t cut_chunk_start(const Cut *c, int64_t chunk) {
    int64_t last = c->segmentBytes - c->depth;
    return c->panelPitch > 0 || chunk * c->depth < last ? chunk * c->depth : last;
}

/// Weights of one tile of columns.
INLINE int64_t cut_column_bytes(const Cut *c) {
    return c->segments * c->chunks * c->depth * TILE_COLUMNS;
}

/// Rows of the largest block, and slack for whole vectors.
INLINE int64_t cut_panel_bytes(const Cut *c) {
    int64_t tiles = c->blockTiles < c->rowTiles ? c->blockTiles : c->rowTiles;
    return c->panelPitch > 0 ? tiles * c->rows * c->panelPitch + 64 : 0;
}
