using System.Text.Json;
using UserApi.Contracts.Responses;
using UserApi.Contracts.UserFiles;

namespace AdminUi.Imports;

/// <summary>What UserApi tells of an import, read while it works: the numbers, and the first lines that made nobody.</summary>
/// <param name="IsWhole">False for a report that broke off.</param>
/// <param name="Lines">Those that were skipped or refused, as far as they are shown.</param>
/// <param name="Unshown">How many more there are.</param>
internal sealed record ImportReport(bool IsWhole, int Created, int Skipped, int Refused, IReadOnlyList<ImportReportLine> Lines, int Unshown)
{
    private const int MostShown = 200;

    public static async Task<ImportReport> ReadAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        var (counts, shown, isWhole) = (new Dictionary<string, int>(), new List<ImportReportLine>(), false);
        try
        {
            using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(cancellationToken));
            while (await reader.ReadLineAsync(cancellationToken) is { } text)
            {
                var line = JsonSerializer.Deserialize<ImportReportLine>(text, ContractJson.Options)!;
                isWhole = line.Summary is not null;
                if (line.Outcome is not { } outcome) continue;
                counts[outcome] = counts.GetValueOrDefault(outcome) + 1;
                if (line.Errors is not null && shown.Count < MostShown) shown.Add(line);
            }
        }
        catch (Exception error) when (error is HttpRequestException or IOException or JsonException)
        {
            isWhole = false; // the rest never came
        }

        var (skipped, refused) = (counts.GetValueOrDefault("skipped"), counts.GetValueOrDefault("refused"));
        return new ImportReport(isWhole, counts.GetValueOrDefault("created"), skipped, refused, shown, skipped + refused - shown.Count);
    }
}
