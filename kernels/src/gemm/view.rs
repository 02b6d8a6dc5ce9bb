//! Matrices seen through strides.

/// A read-only matrix: element (i, j) is `data[i * row_stride + j * col_stride]`.
#[derive(Clone, Copy, Debug)]
pub struct MatRef<'a> {
    data: &'a [f32],
    rows: usize,
    cols: usize,
    row_stride: usize,
    col_stride: usize,
}

/// A matrix to write, its rows contiguous: element (i, j) is `data[i * row_stride + j]`.
#[derive(Debug)]
pub struct MatMut<'a> {
    data: &'a mut [f32],
    rows: usize,
    cols: usize,
    row_stride: usize,
}

/// The length that a slice must have at least for `rows` rows of `cols` elements.
fn extent(rows: usize, cols: usize, row_stride: usize) -> usize {
    if rows == 0 || cols == 0 { 0 } else { (rows - 1) * row_stride + cols }
}

fn check(len: usize, rows: usize, cols: usize, row_stride: usize) {
    assert!(row_stride >= cols, "rows of {cols} overlap at a row stride of {row_stride}");
    let needed = extent(rows, cols, row_stride);
    assert!(
        len >= needed,
        "{len} elements hold no [{rows}, {cols}] matrix of row stride {row_stride}: {needed} needed"
    );
}

impl<'a> MatRef<'a> {
    /// A dense `[rows, cols]` matrix.
    ///
    /// # Panics
    /// If `data` is not exactly as long.
    pub fn new(data: &'a [f32], rows: usize, cols: usize) -> Self {
        assert_eq!(data.len(), rows * cols, "the slice's length is not that of a [{rows}, {cols}] matrix");
        Self::strided(data, rows, cols, cols)
    }

    /// A `[rows, cols]` matrix whose rows start `row_stride` elements apart.
    ///
    /// # Panics
    /// If `data` is too short or the rows overlap.
    pub fn strided(data: &'a [f32], rows: usize, cols: usize, row_stride: usize) -> Self {
        check(data.len(), rows, cols, row_stride);
        Self { data, rows, cols, row_stride, col_stride: 1 }
    }

    /// The transposed matrix, over the same elements.
    pub fn t(self) -> Self {
        Self {
            rows: self.cols,
            cols: self.rows,
            row_stride: self.col_stride,
            col_stride: self.row_stride,
            data: self.data,
        }
    }

    /// The block of `rows` rows from row `i` and `cols` columns from column `j`.
    ///
    /// # Panics
    /// If it reaches beyond the matrix.
    pub fn block(self, i: usize, rows: usize, j: usize, cols: usize) -> Self {
        assert!(i + rows <= self.rows && j + cols <= self.cols, "the block reaches beyond the matrix");
        let first = (i * self.row_stride + j * self.col_stride).min(self.data.len());
        Self { data: &self.data[first..], rows, cols, ..self }
    }

    /// The number of rows.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// The number of columns.
    pub fn cols(&self) -> usize {
        self.cols
    }

    /// The distance between rows.
    pub fn row_stride(&self) -> usize {
        self.row_stride
    }

    /// The distance between columns.
    pub fn col_stride(&self) -> usize {
        self.col_stride
    }

    /// The elements.
    pub fn data(&self) -> &'a [f32] {
        self.data
    }

    /// Element (i, j).
    #[inline]
    pub fn at(&self, i: usize, j: usize) -> f32 {
        self.data[i * self.row_stride + j * self.col_stride]
    }
}

impl<'a> MatMut<'a> {
    /// A dense `[rows, cols]` matrix.
    ///
    /// # Panics
    /// If `data` is not exactly as long.
    pub fn new(data: &'a mut [f32], rows: usize, cols: usize) -> Self {
        assert_eq!(data.len(), rows * cols, "the slice's length is not that of a [{rows}, {cols}] matrix");
        Self::strided(data, rows, cols, cols)
    }

    /// A `[rows, cols]` matrix whose rows start `row_stride` elements apart. What lies between rows is not touched.
    ///
    /// # Panics
    /// If `data` is too short or the rows overlap.
    pub fn strided(data: &'a mut [f32], rows: usize, cols: usize, row_stride: usize) -> Self {
        check(data.len(), rows, cols, row_stride);
        Self { data, rows, cols, row_stride }
    }

    /// The block of `rows` rows from row `i` and `cols` columns from column `j`.
    ///
    /// # Panics
    /// If it reaches beyond the matrix.
    pub fn block(&mut self, i: usize, rows: usize, j: usize, cols: usize) -> MatMut<'_> {
        assert!(i + rows <= self.rows && j + cols <= self.cols, "the block reaches beyond the matrix");
        let first = (i * self.row_stride + j).min(self.data.len());
        MatMut { data: &mut self.data[first..], rows, cols, row_stride: self.row_stride }
    }

    /// The number of rows.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// The number of columns.
    pub fn cols(&self) -> usize {
        self.cols
    }

    /// The distance between rows.
    pub fn row_stride(&self) -> usize {
        self.row_stride
    }

    /// The elements, with what lies between rows.
    pub fn data_mut(&mut self) -> &mut [f32] {
        self.data
    }

    /// Row `i`.
    #[inline]
    pub fn row_mut(&mut self, i: usize) -> &mut [f32] {
        &mut self.data[i * self.row_stride..][..self.cols]
    }
}
