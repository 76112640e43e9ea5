// The room APIKit.
