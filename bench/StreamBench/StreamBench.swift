import APIs
import Changes
import Configuration
import Glibc
import MockAppliance

/// Serves an appliance, and changes rows in it as standard input asks:
///
///     StreamBench FILE            the appliance of a configuration file, as it ships
///     StreamBench FILE at-once    without the pause between two deliveries of the stream
///
/// After the ready line it reads one command a line, `drive MESSAGES PER_SECOND BURST`, and answers each with `driven`
/// when its last change has been made. It ends with its input.
@main
enum StreamBench {
  static func main() {
    let arguments = CommandLine.arguments.dropFirst()
    guard let file = arguments.first, arguments.count == 1 || arguments.dropFirst() == ["at-once"] else {
      end("usage: StreamBench FILE [at-once]", code: 2)
    }
    var limits = StreamLimits()
    if arguments.count == 2 { limits.pauseNanoseconds = 0 }
    do throws(ConfigurationFault) {
      let configuration = try ServeConfiguration.load(
        flags: [.config: file], environment: [:])
      exit(ApplianceRunner.run(configuration, streamLimits: limits) { take(commandsFor: $0) })
    } catch {
      end(error.description, code: 2)
    }
  }

  private static func take(commandsFor appliance: Appliance) {
    let driver = Driver(appliance)
    while let line = readLine() {
      let words = line.split(separator: " ")
      let numbers = words.dropFirst().compactMap { Int($0) }
      guard words.first == "drive", numbers.count == 4, numbers.allSatisfy({ $0 > 0 }) else {
        end("not a command: \(line)", code: 2)
      }
      driver.drive(messages: numbers[0], perSecond: numbers[1], burst: numbers[2], bytes: numbers[3])
      say("driven\n", to: STDOUT_FILENO)
    }
  }

  private static func end(_ sentence: String, code: Int32) -> Never {
    say(sentence + "\n", to: STDERR_FILENO)
    exit(code)
  }

  private static func say(_ text: String, to descriptor: Int32) {
    var text = text
    text.withUTF8 { _ = write(descriptor, $0.baseAddress, $0.count) }
  }
}
