using System.Collections.Frozen;

namespace Ui.Icons;

/// <summary>The drawings, each on a 20 × 20 grid and stroked in the colour of the text around it.</summary>
internal static class IconDrawings
{
    private static readonly FrozenDictionary<string, string> Drawings = new Dictionary<string, string>
    {
        ["alert"] = """<path d="M10 3.2 17.6 16.500H2.400Z"/><path d="M10 8v3.800M10 14.200v.1"/>""",
        ["app"] = """<rect x="3" y="3" width="5.500" height="5.500" rx="1.500"/><rect x="11.500" y="3" width="5.500" height="5.500" rx="1.500"/><rect x="3" y="11.500" width="5.500" height="5.500" rx="1.500"/><rect x="11.500" y="11.500" width="5.500" height="5.500" rx="1.500"/>""",
        ["arrow-down"] = """<path d="M10 4v12m-5-5 5 5 5-5"/>""",
        ["arrow-left"] = """<path d="M16 10H4m5-5-5 5 5 5"/>""",
        ["arrow-right"] = """<path d="M4 10h12m-5-5 5 5-5 5"/>""",
        ["arrow-up"] = """<path d="M10 16V4m-5 5 5-5 5 5"/>""",
        ["check"] = """<path d="m4 10.500 4 4 8-9"/>""",
        ["check-circle"] = """<circle cx="10" cy="10" r="7.500"/><path d="m6.700 10.300 2.300 2.300 4.300-4.900"/>""",
        ["chevron-right"] = """<path d="m7.500 4.500 5.500 5.500-5.500 5.500"/>""",
        ["clock"] = """<circle cx="10" cy="10" r="7.500"/><path d="M10 5.500V10l3 2"/>""",
        ["contrast"] = """<circle cx="10" cy="10" r="7"/><path d="M10 3a7 7 0 0 1 0 14Z" fill="currentColor"/>""",
        ["device"] = """<rect x="3" y="4" width="14" height="9.500" rx="1.500"/><path d="M7 17h6M10 13.500V17"/>""",
        ["edit"] = """<path d="m4 16 .8-3.600L13.200 4a1.900 1.900 0 0 1 2.700 2.700l-8.400 8.500Z"/>""",
        ["external"] = """<path d="M11 4h5v5m0-5-7 7M8 5H5.500A1.500 1.500 0 0 0 4 6.500v8A1.500 1.500 0 0 0 5.500 16h8a1.500 1.500 0 0 0 1.500-1.500V12"/>""",
        ["eye"] = """<path d="M2 10s3-5.500 8-5.500S18 10 18 10s-3 5.500-8 5.500S2 10 2 10Z"/><circle cx="10" cy="10" r="2.300"/>""",
        ["eye-off"] = """<path d="M7.500 4.900A8.600 8.600 0 0 1 10 4.500c5 0 8 5.500 8 5.500a14 14 0 0 1-2.200 2.800M5 6.400A13.600 13.600 0 0 0 2 10s3 5.500 8 5.500a8 8 0 0 0 3.800-1M3 3l14 14"/>""",
        ["globe"] = """<circle cx="10" cy="10" r="7.500"/><path d="M2.500 10h15M10 2.500c4.600 4.700 4.600 10.300 0 15-4.600-4.700-4.600-10.300 0-15Z"/>""",
        ["home"] = """<path d="m3 9.500 7-6 7 6V16a1 1 0 0 1-1 1h-3.500v-5h-5v5H4a1 1 0 0 1-1-1Z"/>""",
        ["inbox"] = """<path d="M3 11.500 5.300 5A1.500 1.500 0 0 1 6.700 4h6.600a1.500 1.500 0 0 1 1.400 1L17 11.500V15a1.500 1.500 0 0 1-1.500 1.500h-11A1.500 1.500 0 0 1 3 15Zm0 0h4l1 2h4l1-2h4"/>""",
        ["info"] = """<circle cx="10" cy="10" r="7.500"/><path d="M10 9.200v4.500M10 6.400v.1"/>""",
        ["key"] = """<circle cx="6.700" cy="13.300" r="3.700"/><path d="m9.400 10.600 7.100-7.100M13 7l2.500 2.500"/>""",
        ["list"] = """<path d="M7 5h10M7 10h10M7 15h10M3.500 5v.1M3.500 10v.1M3.500 15v.1"/>""",
        ["lock"] = """<rect x="4" y="9" width="12" height="8" rx="2"/><path d="M6.500 9V6.500a3.500 3.500 0 0 1 7 0V9"/>""",
        ["mail"] = """<rect x="2.500" y="4" width="15" height="12" rx="2"/><path d="m3.500 6 6.500 5 6.500-5"/>""",
        ["plus"] = """<path d="M10 4v12M4 10h12"/>""",
        ["search"] = """<circle cx="9" cy="9" r="5.500"/><path d="m13.200 13.200 3.800 3.800"/>""",
        ["shield"] = """<path d="M10 2.500 16 5v4.500c0 3.900-2.500 6.600-6 8-3.500-1.400-6-4.100-6-8V5Z"/>""",
        ["shield-check"] = """<path d="M10 2.500 16 5v4.500c0 3.900-2.500 6.600-6 8-3.500-1.400-6-4.100-6-8V5Z"/><path d="m7.200 9.900 2 2 3.600-4"/>""",
        ["sign-in"] = """<path d="M11 3.500h4A1.500 1.500 0 0 1 16.500 5v10a1.500 1.500 0 0 1-1.500 1.500h-4M3 10h9m-3.500-3.500L12 10l-3.500 3.500"/>""",
        ["sign-out"] = """<path d="M8.500 3.500h-4A1.500 1.500 0 0 0 3 5v10a1.500 1.500 0 0 0 1.500 1.500h4M8 10h9m-3.500-3.500L17 10l-3.500 3.500"/>""",
        ["trash"] = """<path d="M4 5.500h12M8 5.500V4a1 1 0 0 1 1-1h2a1 1 0 0 1 1 1v1.500M5.500 5.500l.7 10a1.500 1.500 0 0 0 1.500 1.500h4.600a1.500 1.500 0 0 0 1.500-1.500l.7-10"/>""",
        ["user"] = """<circle cx="10" cy="6.700" r="3.200"/><path d="M3.500 17c.500-3.600 3-5.500 6.500-5.500s6 1.900 6.500 5.500"/>""",
        ["users"] = """<circle cx="7.500" cy="7" r="2.800"/><path d="M2 16.500c.400-3.200 2.500-4.800 5.500-4.800s5.100 1.600 5.500 4.800M12.500 4.400a2.800 2.800 0 0 1 0 5.200M15 12.300c1.700.600 2.700 2 3 4.200"/>""",
        ["x"] = """<path d="m5 5 10 10M15 5 5 15"/>""",
        ["x-circle"] = """<circle cx="10" cy="10" r="7.500"/><path d="m7.300 7.300 5.400 5.400m0-5.400-5.400 5.400"/>""",
    }.ToFrozenDictionary();

    // They point along the line of reading, so they are mirrored where that goes from right to left.
    private static readonly FrozenSet<string> Directed =
        new[] { "arrow-left", "arrow-right", "chevron-right", "external", "list", "sign-in", "sign-out" }.ToFrozenSet();

    public static IEnumerable<string> Names => Drawings.Keys;

    /// <summary>The icon as decoration: what it stands for is always written beside it or on the control that holds it.</summary>
    public static string Svg(string name) => Drawings.TryGetValue(name, out var drawing)
        ? $"""<svg class="{(Directed.Contains(name) ? "icon icon-directed" : "icon")}" viewBox="0 0 20 20" aria-hidden="true" focusable="false">{drawing}</svg>"""
        : throw new ArgumentOutOfRangeException(nameof(name), name, "There is no icon of this name.");
}
