using System.Text.Json;

namespace UserApi.Contracts.Responses;

/// <summary>How the records of this project are written as JSON.</summary>
public static class ContractJson
{
    /// <summary>snake_case names; members that this version does not know are skipped, so an older caller reads a newer API.</summary>
    public static JsonSerializerOptions Options { get; } = Create();

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
            PropertyNameCaseInsensitive = false,
        };
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
