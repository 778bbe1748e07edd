import TestSupport

/// The kernel's files of sensors and batteries, made up.
extension MadeUpTree {
    /// Files of one directory of `/sys/class`.
    func device(_ directory: String, _ texts: [String: String]) throws {
        for (name, text) in texts { try write("sys/class/\(directory)/\(name)", "\(text)\n") }
    }

    /// A Jetson Orin Nano's INA3221: the board's input and two rails below it, shunt voltages and a sum of currents.
    static func jetson() throws -> MadeUpTree {
        let tree = try MadeUpTree()
        try tree.device(
            "hwmon/hwmon1",
            [
                "name": "ina3221",
                "in1_label": "VDD_IN", "in1_input": "5000", "curr1_input": "840", "in1_enable": "1",
                "in2_label": "VDD_CPU_GPU_CV", "in2_input": "5000", "curr2_input": "120",
                "in3_label": "VDD_SOC", "in3_input": "4992", "curr3_input": "250",
                "in4_input": "4200", "curr4_input": "1210", "in5_input": "600", "in6_input": "1250",
                "in7_label": "sum of shunt voltages", "in7_input": "6050",
            ])
        return tree
    }

    /// A laptop's battery.
    func battery(_ entry: String = "BAT0", status: String, _ texts: [String: String]) throws {
        let common = ["type": "Battery", "status": status]
        try device("power_supply/\(entry)", common.merging(texts) { $1 })
    }
}
