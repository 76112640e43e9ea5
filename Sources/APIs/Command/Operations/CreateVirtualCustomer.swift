import APIKit
import ApplianceDomain
import Changes
import Documents
import HTTPMessages

extension CommandOperation {
  /// `create_virtual_customer` (guide: "API Command: create_virtual_customer").
  ///
  /// `Quirk:` the guide lets accounts with read-only access use it, and describes the parameter `chat_url` in the table
  /// of the answer's elements: with 1, `download_url` redirects to the chat instead of bringing the full client.
  /// `Undocumented:` that the model shows a virtual customer as `web_chat`, which is the only documented type without a
  /// client on the customer's computer; the elements `chat_url` and `lsid`; the longest texts.
  static let createVirtualCustomer = CommandOperation(
    action: "create_virtual_customer", versions: ChatBotCommandVersions.documented,
    requirement: .commandReadOnly
  ) { (call) throws(CallFault) in
    let key = try shortKey(call)
    let name = try text(
      "name", longest: CustomerInfo.maximumLength, "the customer's public display name", call)
    let address = try address(call)
    let system = try text("operating_system", longest: 255, "the customer's operating system", call)
    let computer = try text("computer_name", longest: 255, "the name of the customer's computer", call)
    // Nothing is known of the private address, and nothing is made up.
    let request = SessionRequest(
      method: .shortKey(key), customer: CustomerInfo(name: name), hostname: call.request.authority,
      clientType: .webChat,
      computer: KnownComputer(
        hostname: computer, operatingSystem: system, privateIP: "", publicIP: address), hasPerson: true)
    let performed = try call.perform(.startSession(request))
    guard case .session(let lsid) = performed.outcome else {
      preconditionFailure("startSession answers with a session")
    }
    let base = call.context.base(for: call.request)
    let leadsToChat = call.parameters["chat_url"] == "1"
    let gate = DurabilityGate(call.context.appliance, performed.number)
    return call.xml("virtual_customer", gate: gate) { xml in
      xml.element("download_url", call.tickets.clientURL(of: lsid, base: base, leadsToChat: leadsToChat))
      xml.element("chat_url", call.tickets.chatURL(of: lsid, base: base))
      xml.element("lsid", lsid)
    }
  }

  private static func shortKey(_ call: CommandCall) throws(CallFault) -> String {
    let allowed = "the seven digits of a session key"
    let text = try call.parameters.required("short_key", allowed)
    guard text.utf8.count == 7, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
      throw CallFault("The parameter short_key is \"\(text)\"; it is \(allowed).")
    }
    return text
  }

  private static func text(_ name: String, longest: Int, _ allowed: String, _ call: CommandCall)
    throws(CallFault) -> String
  {
    let text = try call.parameters.required(name, allowed)
    guard text.characterCount <= longest else {
      throw CallFault(
        "The parameter \(name) has \(text.characterCount) characters; it has at most \(longest).")
    }
    return text
  }

  /// An IPv6 address stands in brackets in `public_ip`, for the port comes behind it.
  private static func address(_ call: CommandCall) throws(CallFault) -> String {
    let text = try call.parameters.required("ip_address", "the customer's public IP address")
    if AddressText.isV4(text) { return text }
    guard AddressText.isV6(text) else {
      throw CallFault("The parameter ip_address is \"\(text)\"; it is an IPv4 or IPv6 address.")
    }
    return "[\(text)]"
  }
}
