/// What a decoder must know before the first picture: Constrained Baseline, the profile that every player has.
enum ParameterSets {
  /// `profile_idc` 66 with the flags of Constrained Baseline, at level 3, whose limits our pictures stay below.
  static let profile: [UInt8] = [66, 0xC0, 30]

  /// The sequence parameter set (H.264 section 7.3.2.1.1) as a unit.
  static let sequence: [UInt8] = {
    var bits = BitWriter()
    bits.append(profile)
    bits.unsigned(0)  // seq_parameter_set_id
    bits.unsigned(0)  // log2_max_frame_num_minus4
    bits.unsigned(2)  // pic_order_cnt_type: pictures are shown in the order in which they come
    bits.unsigned(1)  // max_num_ref_frames
    bits.flag(false)  // gaps_in_frame_num_value_allowed_flag
    bits.unsigned(UInt32(Picture.columns - 1))
    bits.unsigned(UInt32(Picture.rows - 1))
    bits.flag(true)  // frame_mbs_only_flag
    bits.flag(true)  // direct_8x8_inference_flag
    bits.flag(true)  // frame_cropping_flag
    for offset in [0, 0, 0, (Picture.rows * 16 - Picture.height) / 2] { bits.unsigned(UInt32(offset)) }
    bits.flag(true)  // vui_parameters_present_flag
    usability(&bits)
    bits.end()
    return NALUnit.make(.sequenceParameters, bits.bytes)
  }()

  /// The colours, and that no picture waits for a later one (H.264 section E.1.1).
  private static func usability(_ bits: inout BitWriter) {
    bits.flag(false)  // aspect_ratio_info_present_flag
    bits.flag(false)  // overscan_info_present_flag
    bits.flag(true)  // video_signal_type_present_flag
    bits.bits(5, 3)  // video_format: not specified
    bits.flag(false)  // video_full_range_flag
    bits.flag(true)  // colour_description_present_flag
    for _ in 0..<3 { bits.bits(6, 8) }  // primaries, transfer and matrix of ITU-R BT.601
    for _ in 0..<5 { bits.flag(false) }  // chroma location, timing, two buffer models, picture structure
    bits.flag(true)  // bitstream_restriction_flag
    bits.flag(false)  // motion_vectors_over_pic_boundaries_flag
    // Bounds of sizes (none) and of vectors, max_num_reorder_frames 0, max_dec_frame_buffering 1.
    for value: UInt32 in [0, 0, 10, 10, 0, 1] { bits.unsigned(value) }
  }

  /// The picture parameter set (H.264 section 7.3.2.2) as a unit.
  static let picture: [UInt8] = {
    var bits = BitWriter()
    bits.unsigned(0)  // pic_parameter_set_id
    bits.unsigned(0)  // seq_parameter_set_id
    bits.flag(false)  // entropy_coding_mode_flag: CAVLC
    bits.flag(false)  // bottom_field_pic_order_in_frame_present_flag
    bits.unsigned(0)  // num_slice_groups_minus1
    bits.unsigned(0)  // num_ref_idx_l0_default_active_minus1
    bits.unsigned(0)  // num_ref_idx_l1_default_active_minus1
    bits.flag(false)  // weighted_pred_flag
    bits.bits(0, 2)  // weighted_bipred_idc
    for _ in 0..<3 { bits.signed(0) }  // pic_init_qp_minus26, pic_init_qs_minus26, chroma_qp_index_offset
    bits.flag(true)  // deblocking_filter_control_present_flag: letters stay as they are drawn
    bits.flag(false)  // constrained_intra_pred_flag
    bits.flag(false)  // redundant_pic_cnt_present_flag
    bits.end()
    return NALUnit.make(.pictureParameters, bits.bytes)
  }()
}

/// The size of our pictures. A macroblock has 16 by 16 pixels and holds two characters beside each other.
enum Picture {
  /// Macroblocks in a row.
  static let columns = TextScreen.columns / 2
  /// Rows of macroblocks; of the last one the upper half is visible.
  static let rows = TextScreen.rows
  /// Visible pixels.
  static let width = columns * 16
  static let height = 360
}
