using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.Extensions.Primitives;
using ServiceDefaults.Problems;

namespace IdentityProvider.Requests;

/// <summary>A field that comes twice is refused: which of the two counts would be a matter of taste, and checks would see
/// another one than the code that acts. Lists of check boxes name themselves with <see cref="ListField"/>.</summary>
internal sealed class SingleValuesFilter : IAsyncResourceFilter
{
    public const string ListField = "scopes";

    public async Task OnResourceExecutionAsync(ResourceExecutingContext context, ResourceExecutionDelegate next)
    {
        var request = context.HttpContext.Request;
        if (context.HttpContext.Features.Get<RequestFault>() is not null)
            await next(); // this is the error page, in the place of what was refused
        else if (HasDoubled(request.Query) || (request.HasFormContentType && HasDoubled(await request.ReadFormAsync(context.HttpContext.RequestAborted))))
            context.Result = new StatusCodeResult(StatusCodes.Status400BadRequest);
        else
            await next();
    }

    private static bool HasDoubled(IEnumerable<KeyValuePair<string, StringValues>> fields) =>
        fields.Any(field => field.Value.Count > 1 && !string.Equals(field.Key, ListField, StringComparison.OrdinalIgnoreCase));
}
