import APIKit
import ApplianceDomain

// Differences: action-create-virtual-customer

/// The answer of `create_virtual_customer`, which only the 21.3 guide has.
struct VirtualCustomerSchema {
  let element: String

  init(_ edition: Edition) {
    guard edition.version == .v1_21_1 else {
      element = ""
      return
    }
    element = """

        <!-- create_virtual_customer -->
        <xs:element name="virtual_customer">
          <xs:complexType>
            <xs:sequence>
              <xs:element name="download_url" type="url"/>
              <xs:element name="chat_url" type="url"/>
              <xs:element name="lsid" type="lsid"/>
            </xs:sequence>
          </xs:complexType>
        </xs:element>

      """
  }
}
