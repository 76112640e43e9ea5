import DomainTesting
import Testing

@testable import ApplianceDomain

@Suite("A table") struct TableTests {
  @Test("answers like a sorted list, whatever is inserted and removed")
  func likeAList() {
    var generator = TestNumbers()
    var table = Table<PresentationSessionRow>()
    var list: [UInt64] = []
    var next: UInt64 = 1
    for _ in 1...3000 {
      if list.isEmpty || generator.below(100) < 55 {
        next += UInt64(1 + generator.below(3))
        table.append(row(next), id: RowID(next))
        list.append(next)
      } else {
        let gone = list.remove(at: generator.below(list.count))
        #expect(table.remove(RowID(gone))?.lsid == "\(gone)")
        #expect(table.remove(RowID(gone)) == nil)
      }
      let probe = UInt64(generator.below(Int(next) + 2))
      #expect(table.contains(RowID(probe)) == list.contains(probe))
      #expect(table.count == list.count)
      var visited: [UInt64] = []
      table.visit(after: RowID(probe)) { id, _ in
        visited.append(id.value)
        return visited.count < 40
      }
      #expect(visited == Array(list.filter { $0 > probe }.prefix(40)))
    }
    #expect(table.ids().map(\.value) == list)
  }

  @Test("a copy keeps its rows while the table goes on")
  func copies() {
    var table = Table<PresentationSessionRow>()
    for id in 1...100 as ClosedRange<UInt64> { table.append(row(id), id: RowID(id)) }
    let copy = table
    _ = table.update(RowID(50)) { $0.presentationName = "new" }
    _ = table.remove(RowID(51))
    #expect(copy[RowID(50)]?.presentationName == "")
    #expect(copy.contains(RowID(51)))
    #expect(copy.count == 100)
  }

  private func row(_ id: UInt64) -> PresentationSessionRow {
    PresentationSessionRow(createdTimestamp: TestOrganization.start, lsid: "\(id)", presentationName: "")
  }
}

/// Numbers that are the same in every run.
private struct TestNumbers {
  private var state: UInt64 = 1
  mutating func below(_ bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % bound
  }
}
