import APIKit
import ApplianceDomain
import HTTPMessages

/// The file that a customer downloads: what stands for the customer client of a session.
///
/// `Undocumented:` its name and form. It is no program of another maker, and pretends to be none: it is a short script
/// that runs on the platform it is for, and says which session it belongs to. The session has begun by then, and the
/// simulation plays the customer.
struct CustomerClientFile {
  var lsid: String
  var platform: CustomerPlatform
  /// The public site that it came from, and how it is reached.
  var site: String
  var base: String
  /// The code of the language of the customer's side.
  var language: String

  /// The file's name.
  var name: String {
    switch platform {
    case .windows32, .windows64: "customer-client-\(lsid).cmd"
    // The Finder opens it by a double click.
    case .macOS: "customer-client-\(lsid).command"
    case .linux, .android, .iOS: "customer-client-\(lsid).sh"
    }
  }

  /// The kind of the content. There is no registered one for Windows' scripts.
  var content: Answers.Content {
    switch platform {
    case .windows32, .windows64: .octets
    case .macOS, .linux, .android, .iOS: .shellScript
    }
  }

  /// What is in it.
  var bytes: [UInt8] {
    switch platform {
    case .windows32, .windows64: Array(windows.utf8)
    case .macOS, .linux, .android, .iOS: Array(shell.utf8)
    }
  }

  private var facts: [String] {
    [
      "Support session: \(lsid)", "Public site:     \(site), \(base)", "Platform:        \(platform.name)",
      "Language:        \(language)",
    ]
  }

  private static let purpose = [
    "This file stands for the customer client of a support session.",
    "The session has begun; the appliance plays the customer in it.",
  ]

  private var shell: String {
    let lines = Self.purpose + [""] + facts
    return (["#!/bin/sh", "cat <<'END-OF-FACTS'"] + lines + ["END-OF-FACTS", ""]).joined(separator: "\n")
  }

  /// What follows `exit` is not run, so nothing in it needs quoting; the script reads it out of itself.
  private var windows: String {
    let lines = (Self.purpose + facts).map { ":: " + $0 }
    let script = ["@echo off", "findstr /b /c:\":: \" \"%~f0\"", "pause", "exit /b 0"]
    return (script + lines + [""]).joined(separator: "\r\n")
  }

  /// The download.
  func response(to request: Request, in context: APIContext, gate: (any Gate)? = nil) -> Response {
    var response = Answers.answer(content, .bytes(bytes), to: request, in: context, gate: gate)
    response.fields.append("Content-Disposition", "attachment; filename=\"\(name)\"")
    return response
  }
}
