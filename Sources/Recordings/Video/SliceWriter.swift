/// One slice of a picture (H.264 section 7.3.3): a row of macroblocks, or rows in which nothing has changed.
///
/// A row in which something changes is a slice of its own. So nothing above it can be referred to, and what the standard
/// predicts from neighbours follows from the macroblock to the left alone.
struct SliceWriter {
  private var bits = BitWriter()
  private let isKey: Bool
  /// Macroblocks that stay as they were since the last one that was written.
  private var skipped: UInt32 = 0
  /// Whether the macroblock to the left is there, and whether it was written as samples.
  private var left: Left = .none

  private enum Left { case none, samples, other }

  /// - Parameters:
  ///   - row: the row of macroblocks with which it begins.
  ///   - number: the picture's number since the last key picture, modulo 16.
  ///   - keyID: differs between a key picture and the next one; nil where the picture needs the one before it.
  init(row: Int, number: UInt32, keyID: UInt32?) {
    isKey = keyID != nil
    bits.unsigned(UInt32(row * Picture.columns))  // first_mb_in_slice
    bits.unsigned(isKey ? 7 : 5)  // slice_type: all of the picture's slices are I, or P
    bits.unsigned(0)  // pic_parameter_set_id
    bits.bits(number, 4)  // frame_num
    if let keyID {
      bits.unsigned(keyID)  // idr_pic_id
      bits.bits(0, 2)  // no_output_of_prior_pics_flag, long_term_reference_flag
    } else {
      bits.bits(0, 3)  // num_ref_idx_active_override, ref_pic_list_modification, adaptive_ref_pic_marking
    }
    bits.signed(0)  // slice_qp_delta
    bits.unsigned(1)  // disable_deblocking_filter_idc
  }

  /// So many macroblocks stay as they were in the picture before: P_Skip. Their motion is none, because there is
  /// nothing above (H.264 section 8.4.1.1).
  mutating func keep(_ count: Int) {
    skipped += UInt32(count)
    left = .other
  }

  /// A macroblock as its samples: I_PCM. They are 256 of luma and 64 of each chroma, none of them 0.
  mutating func samples(_ write: (inout [UInt8]) -> Void) {
    begin(intra: 25)
    bits.align()
    var samples: [UInt8] = []
    samples.reserveCapacity(384)
    write(&samples)
    assert(samples.count == 384, "A macroblock has 384 samples")
    bits.append(samples)
    left = .samples
  }

  /// A macroblock that goes on as the last column of the one to its left: Intra 16x16, horizontal, no residual.
  mutating func continueLeft() {
    assert(left != .none, "There is nothing to the left of a row's beginning")
    begin(intra: 2)
    bits.unsigned(1)  // intra_chroma_pred_mode: horizontal
    bits.signed(0)  // mb_qp_delta
    // coeff_token of no coefficients: its code depends on how many there are to the left, 16 where there are samples.
    if left == .samples { bits.bits(3, 6) } else { bits.bits(1, 1) }
    left = .other
  }

  /// A whole row as it stood some rows below in the picture before; nothing else is in the slice.
  mutating func copyRow(from rowsBelow: Int) {
    for column in 0..<Picture.columns {
      bits.unsigned(0)  // mb_skip_run
      bits.unsigned(0)  // mb_type: P_L0_16x16
      bits.signed(0)  // mvd, horizontal
      // Quarters of a pixel; what follows moves as its left neighbour does.
      bits.signed(column == 0 ? Int32(rowsBelow * 16 * 4) : 0)
      bits.unsigned(0)  // coded_block_pattern
    }
  }

  /// The slice as a unit.
  mutating func finish() -> [UInt8] {
    if skipped > 0 { bits.unsigned(skipped) }
    bits.end()
    return NALUnit.make(isKey ? .keySlice : .slice, bits.bytes)
  }

  private mutating func begin(intra type: UInt32) {
    if !isKey {
      bits.unsigned(skipped)  // mb_skip_run
      skipped = 0
    }
    bits.unsigned(isKey ? type : type + 5)
  }
}
