@main struct MockApplianceCommand { static func main() {} }
