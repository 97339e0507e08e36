using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace AdminUi.Api;

/// <summary>What a form turns into when UserApi refuses what it sent.</summary>
internal static class ApiForms
{
    /// <summary>The form again, with what is wrong beside its fields; everything that is not about the form is answered like any page.</summary>
    /// <param name="input">The bound property that holds the fields, by the API's names in Pascal case; null for a form without any.</param>
    public static IActionResult AnswerForm(this PageModel page, ApiRefusal refusal, object? input = null, string name = "Input")
    {
        if (!refusal.IsAboutTheForm) return page.Answer(refusal);
        var told = false;
        foreach (var (member, errors) in refusal.Errors)
        {
            var field = input is null ? null : FieldOf(input, member);
            var key = field is null ? "" : $"{name}.{field}";
            foreach (var error in errors) page.ModelState.AddModelError(key, field is null ? $"{member}: {error}" : error);
            told |= errors.Count > 0;
        }
        if (!told) page.ModelState.AddModelError("", refusal.Detail ?? $"{(int)refusal.Status}");
        page.Response.StatusCode = (int)refusal.Status;
        return page.Page();
    }

    // address.street_address is the field StreetAddress: no form shows two members of one name.
    private static string? FieldOf(object input, string member)
    {
        var last = member[(member.LastIndexOf('.') + 1)..];
        return input.GetType().GetProperties()
            .Select(property => property.Name)
            .FirstOrDefault(property => JsonNamingPolicy.SnakeCaseLower.ConvertName(property) == last);
    }
}
