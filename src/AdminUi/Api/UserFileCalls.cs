using System.Net.Http.Headers;
using Microsoft.AspNetCore.WebUtilities;

namespace AdminUi.Api;

/// <summary>Accounts as files.</summary>
internal static class UserFileCalls
{
    private const string Path = "v1/admin/users";

    /// <summary>The report comes while the accounts are made; it is disposed of by the caller. Who is there already is skipped.</summary>
    /// <param name="type"><c>text/csv</c> or <c>application/x-ndjson</c>.</param>
    /// <param name="dryRun">Checks everything, and makes nobody.</param>
    public static async Task<ApiAnswer<HttpResponseMessage>> ImportUsersAsync(
        this UserApiClient api, Stream file, string type, bool dryRun, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{Path}/import?on_conflict=skip&dry_run={(dryRun ? "true" : "false")}");
        request.Content = new StreamContent(file);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(type, "utf-8");
        return await api.OpenAsync(request, cancellationToken);
    }

    /// <summary>All accounts of the list, whatever page it stands on.</summary>
    public static Task<ApiAnswer<HttpResponseMessage>> ExportUsersAsync(
        this UserApiClient api, UserFilter filter, string format, CancellationToken cancellationToken)
    {
        var query = filter.ToQuery();
        foreach (var name in new[] { "page", "limit", "cursor" }) query.Remove(name);
        query["format"] = format;
        return api.OpenAsync(QueryHelpers.AddQueryString($"{Path}/export", query), cancellationToken);
    }
}
