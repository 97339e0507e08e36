using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;
using UserDirectory.PersonalData;

namespace IdentityProvider.Accounts;

/// <summary>A file that is written while it is sent.</summary>
internal sealed class ArchiveResult(string fileName, Func<Stream, CancellationToken, Task> writeAsync) : ActionResult
{
    public override Task ExecuteResultAsync(ActionContext context)
    {
        var http = context.HttpContext;
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(fileName);
        http.Response.ContentType = PersonalDataExport.MediaType;
        http.Response.Headers.ContentDisposition = disposition.ToString();
        http.Response.Headers.CacheControl = "no-store";
        return writeAsync(http.Response.Body, http.RequestAborted);
    }
}
