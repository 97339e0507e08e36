using System.Globalization;
using System.Text;
using QRCoder;

namespace IdentityProvider.SecondFactors;

/// <summary>QR codes as SVG without style or script: one path of squares on white, which apps read in a dark page too.</summary>
internal static class QrDrawing
{
    /// <summary>The code of a text, with a margin of four modules around it (ISO/IEC 18004).</summary>
    public static string Svg(string text)
    {
        using var generator = new QRCodeGenerator();
        using var data = generator.CreateQrCode(text, QRCodeGenerator.ECCLevel.M);
        var modules = data.ModuleMatrix;
        var path = new StringBuilder();
        for (var y = 0; y < modules.Count; y++)
            for (var x = 0; x < modules.Count; x++)
                if (modules[y][x])
                    path.Append(CultureInfo.InvariantCulture, $"M{x} {y}h1v1h-1z");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"""<svg class="qr" viewBox="0 0 {modules.Count} {modules.Count}" shape-rendering="crispEdges" aria-hidden="true" focusable="false"><path fill="#fff" d="M0 0h{modules.Count}v{modules.Count}H0z"/><path fill="#000" d="{path}"/></svg>""");
    }
}
