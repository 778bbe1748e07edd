import RealModule
import Statistics

/// A probe in a bed under glass, read once a day: does the bed need water before tomorrow?
///
/// The root zone's depletion D (mm of water below field capacity) grows each day by the crop's evapotranspiration
/// K_c·ET₀; it needs water when D exceeds what is readily available, p·TAW with TAW = 1000·(0.15 of volume)·(root depth
/// in m) (R. G. Allen, L. S. Pereira, D. Raes, M. Smith, "Crop evapotranspiration", FAO Irrigation and Drainage Paper
/// 56, 1998, equations 58, 82, 83, 85). ET₀ = 0.0023·(T + 17.8)·√(range of T)·R_a (G. H. Hargreaves, Z. A. Samani,
/// "Reference crop evapotranspiration from temperature", Applied Engineering in Agriculture 1(2), 1985; FAO 56,
/// equation 52), R_a by a cosine of the day as at 45° N. It needs water with the probability σ((D + tomorrow's K_c·ET₀
/// − p·TAW)/s). The gardener comes some days after.
///
/// The probe reads gain·θ + offset, with an error by temperature. The change of truth is another crop in an older
/// probe: K_c from 0.8 to 1.15 and p from 0.5 to 0.3 (of the size of FAO 56's tables 12 and 22), the probe's gain down
/// by a third and its offset up. Other amounts are this project's choice.
struct SoilMoisture: SensorProcess {
    static let name = "soil-moisture"
    static let groups = [
        FeatureGroup("moisture", ["upper moisture", "lower moisture", "change in a day"]),
        FeatureGroup("temperature", ["soil temperature", "air temperature", "range in a day"]),
        FeatureGroup("air", ["humidity", "sunshine"]),
        FeatureGroup("soil", ["conductivity", "days since watering"]),
    ]
    static let contexts = ["spring", "summer", "autumn", "winter"]
    static let defaultRate = 0.2
    static let standard = populationStandard()
    private static let capacity = 0.33, available = 0.15

    private let crop, share, gain, offset: (old: Double, new: Double)
    private let rootDepth, salt: Double
    private var depletion, before: Double
    private var day: Double
    private var dry = 0.0

    init(traits: inout SeededGenerator) {
        let vigour = Double.exp(0.1 * traits.gaussian())
        crop = (0.8 * vigour, 1.15 * vigour)
        let ready = 0.5 + 0.03 * traits.gaussian()
        share = (ready, ready - 0.2)
        let first = 1 + 0.05 * traits.gaussian()
        gain = (first, first * 2 / 3)
        let zero = 0.01 * traits.gaussian()
        offset = (zero, zero + 0.12)
        rootDepth = 0.3 * .exp(0.1 * traits.gaussian())
        salt = .exp(0.2 * traits.gaussian())
        day = 365 * traits.uniform()
        depletion = 10
        before = 10
    }

    mutating func reading(share new: Double, using generator: inout SeededGenerator) -> SensorReading {
        var noise: Double { generator.gaussian() }
        day += 1
        if day >= 365 { day -= 365 }
        let season = -Double.cos(2 * .pi * (day - 15) / 365)
        let sunshine = generator.uniform()
        let air = 17 + 7 * season + 3 * (sunshine - 0.5) + 1.5 * noise
        let range = max(3, 9 + 6 * (sunshine - 0.5) + 1.5 * noise)
        let reference = 0.0023 * (air + 17.8) * range.squareRoot() * (10.4 + 6.3 * season)
        let use = mix(crop.old, crop.new, new) * reference
        let total = 1000 * Self.available * rootDepth, ready = mix(share.old, share.new, new) * total
        // Watered some days after the need, sooner when it is hot; plants that wilt use no more water.
        if depletion > ready && generator.uniform() < 0.1 + 0.04 * use {
            depletion = 0.15 * ready * generator.uniform()
            dry = 0
        }
        before = depletion
        depletion = min(depletion + use, 0.9 * total)
        dry += 1

        let margin = depletion + use - ready
        func moisture(_ deficit: Double, noise: Double) -> Double {
            let content = Self.capacity - deficit / (1000 * rootDepth)
            return mix(gain.old, gain.new, new) * content + mix(offset.old, offset.new, new) + noise
        }
        let upper = moisture(1.25 * depletion, noise: 0.012 * noise + 0.0006 * (air - 17))
        let lower = moisture(0.75 * depletion, noise: 0.012 * noise)
        let features = [
            upper, lower, moisture(depletion, noise: 0.008 * noise) - moisture(before, noise: 0.008 * noise),
            air - 2 + noise, air + 0.5 * noise, range + 0.5 * noise,
            70 - 12 * (sunshine - 0.5) - 0.8 * season + 5 * noise, sunshine,
            salt * (0.4 + 3 * (upper - 0.2)) + 0.05 * noise, min(dry, 30),
        ]
        return SensorReading(
            features: features, context: Int(day / 91.25) % Self.contexts.count, chance: logistic(margin / 1.2))
    }

    func truth(share new: Double) -> [Double] {
        [crop, share, gain, offset].map { mix($0.old, $0.new, new) }
    }
}
