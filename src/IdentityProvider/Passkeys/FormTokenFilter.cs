using Microsoft.AspNetCore.Antiforgery;
using ServiceDefaults.Problems;

namespace IdentityProvider.Passkeys;

/// <summary>Lets in only what a page of this browser asks for: its form's token comes as the header <c>RequestVerificationToken</c>, never in a
/// form, which would be read to look for it.</summary>
internal sealed class FormTokenFilter(IAntiforgery antiforgery) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        !context.HttpContext.Request.HasFormContentType && await antiforgery.IsRequestValidAsync(context.HttpContext)
            ? await next(context)
            : ApiProblem.BadRequest("form_token", "The page is too old: load it again.");
}
