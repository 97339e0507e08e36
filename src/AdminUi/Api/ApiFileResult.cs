using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace AdminUi.Api;

/// <summary>A file of UserApi, under a type and name of our own. One that breaks off breaks off here too, so that half a file
/// never looks whole.</summary>
internal sealed class ApiFileResult(HttpResponseMessage file, string type, string name) : IActionResult
{
    public async Task ExecuteResultAsync(ActionContext context)
    {
        var http = context.HttpContext;
        using (file)
        {
            http.Response.ContentType = type;
            http.Response.Headers.ContentDisposition = new ContentDispositionHeaderValue("attachment") { FileName = name }.ToString();
            try
            {
                await using var content = await file.Content.ReadAsStreamAsync(http.RequestAborted);
                await content.CopyToAsync(http.Response.Body, http.RequestAborted);
            }
            catch (Exception error) when (error is HttpRequestException or IOException)
            {
                http.Abort();
            }
        }
    }
}
