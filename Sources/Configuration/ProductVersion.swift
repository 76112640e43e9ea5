/// The version of this product, which is never that of an API.
public enum ProductVersion {
  /// As `--version` prints it.
  public static let text = "0.1.0"
}
