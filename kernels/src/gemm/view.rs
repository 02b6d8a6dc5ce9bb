//! Matrices seen through strides.

use std::marker::PhantomData;

/// A read-only matrix: element (i, j) is `data[i * row_stride + j * col_stride]`.
#[derive(Clone, Copy, Debug)]
pub struct MatRef<'a> {
    data: &'a [f32],
    rows: usize,
    cols: usize,
    row_stride: usize,
    col_stride: usize,
}

/// A matrix to write, its rows contiguous: element (i, j) lies `i * row_stride + j` elements after the first.
///
/// It stands for an exclusive borrow of its own elements and of nothing between its rows, so that blocks side by side,
/// whose rows interleave in memory, can be written at the same time.
#[derive(Debug)]
pub struct MatMut<'a> {
    first: *mut f32,
    rows: usize,
    cols: usize,
    row_stride: usize,
    borrow: PhantomData<&'a mut [f32]>,
}

// SAFETY: it is an exclusive borrow of floats, which may move to another thread.
unsafe impl Send for MatMut<'_> {}

/// The length that a slice must have at least for `rows` rows of `cols` elements; nothing where no slice is as long.
fn extent(rows: usize, cols: usize, row_stride: usize) -> Option<usize> {
    if rows == 0 || cols == 0 { Some(0) } else { (rows - 1).checked_mul(row_stride)?.checked_add(cols) }
}

/// Whether `n` from `first` on are among `all`.
fn are_among(first: usize, n: usize, all: usize) -> bool {
    n <= all && first <= all - n
}

fn check(len: usize, rows: usize, cols: usize, row_stride: usize) {
    assert!(row_stride >= cols, "rows of {cols} overlap at a row stride of {row_stride}");
    let needed = extent(rows, cols, row_stride);
    assert!(
        needed.is_some_and(|needed| len >= needed),
        "{len} elements hold no [{rows}, {cols}] matrix of row stride {row_stride}"
    );
}

impl<'a> MatRef<'a> {
    /// A dense `[rows, cols]` matrix.
    ///
    /// # Panics
    /// If `data` is not exactly as long.
    pub fn new(data: &'a [f32], rows: usize, cols: usize) -> Self {
        assert_eq!(
            Some(data.len()),
            rows.checked_mul(cols),
            "the slice's length is not that of a [{rows}, {cols}] matrix"
        );
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
        assert!(are_among(i, rows, self.rows) && are_among(j, cols, self.cols), "the block reaches beyond the matrix");
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
        assert_eq!(
            Some(data.len()),
            rows.checked_mul(cols),
            "the slice's length is not that of a [{rows}, {cols}] matrix"
        );
        Self::strided(data, rows, cols, cols)
    }

    /// A `[rows, cols]` matrix whose rows start `row_stride` elements apart. What lies between rows is not touched.
    ///
    /// # Panics
    /// If `data` is too short or the rows overlap.
    pub fn strided(data: &'a mut [f32], rows: usize, cols: usize, row_stride: usize) -> Self {
        check(data.len(), rows, cols, row_stride);
        Self { first: data.as_mut_ptr(), rows, cols, row_stride, borrow: PhantomData }
    }

    /// The block of `rows` rows from row `i` and `cols` columns from column `j`.
    ///
    /// # Panics
    /// If it reaches beyond the matrix.
    pub fn block(&mut self, i: usize, rows: usize, j: usize, cols: usize) -> MatMut<'_> {
        // SAFETY: the block borrows the whole of `self`, so that no other is in use beside it.
        unsafe { self.shared_block(i, rows, j, cols) }
    }

    /// [`Self::block`], whatever else is borrowed.
    ///
    /// # Safety
    /// Blocks that are in use at the same time must not overlap, and `self` must not be used beside them.
    pub(crate) unsafe fn shared_block(&self, i: usize, rows: usize, j: usize, cols: usize) -> MatMut<'a> {
        assert!(are_among(i, rows, self.rows) && are_among(j, cols, self.cols), "the block reaches beyond the matrix");
        // Wrapping, because an empty block may begin beyond the last element; nothing is read or written there.
        let first = self.first.wrapping_add(i * self.row_stride + j);
        MatMut { first, rows, cols, row_stride: self.row_stride, borrow: PhantomData }
    }

    /// The columns before column `j`, and those from it on.
    ///
    /// # Panics
    /// If there are fewer columns.
    pub fn split_at_col(self, j: usize) -> (MatMut<'a>, MatMut<'a>) {
        assert!(j <= self.cols, "there is no column {j} among {}", self.cols);
        // SAFETY: the two have no column in common, and `self` is consumed.
        unsafe { (self.shared_block(0, self.rows, 0, j), self.shared_block(0, self.rows, j, self.cols - j)) }
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

    /// The address of element (i, j).
    ///
    /// # Panics
    /// If there is no such element.
    #[inline]
    pub fn at_mut(&mut self, i: usize, j: usize) -> *mut f32 {
        assert!(i < self.rows && j < self.cols, "there is no element ({i}, {j})");
        // SAFETY: the constructors have checked that the elements lie within the slice.
        unsafe { self.first.add(i * self.row_stride + j) }
    }

    /// Rows `i` .. `i + N`.
    #[inline]
    pub fn rows_mut<const N: usize>(&mut self, i: usize) -> [&mut [f32]; N] {
        assert!(are_among(i, N, self.rows), "there are no {N} rows from {i} among {}", self.rows);
        // SAFETY: as in `row_mut`; rows have no element in common.
        std::array::from_fn(|r| unsafe {
            std::slice::from_raw_parts_mut(self.first.wrapping_add((i + r) * self.row_stride), self.cols)
        })
    }

    /// Row `i`.
    #[inline]
    pub fn row_mut(&mut self, i: usize) -> &mut [f32] {
        assert!(i < self.rows, "there is no row {i} among {}", self.rows);
        // SAFETY: the constructors have checked that row `i` lies within the slice; its elements are borrowed exclusively,
        // and so is `self` as long as the row is in use.
        unsafe { std::slice::from_raw_parts_mut(self.first.wrapping_add(i * self.row_stride), self.cols) }
    }
}
